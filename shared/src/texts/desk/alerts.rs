//! What calls the agent, and how it is silenced; shortcuts; canned replies.

use crate::texts::texts;

texts! {
    SOUND_ON "sound_on" { "Ääni päällä" "Ljud på" "Sound on" }
    SOUND_OFF "sound_off" { "Ääni pois" "Ljud av" "Sound off" }
}
