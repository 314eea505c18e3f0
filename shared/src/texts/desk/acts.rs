//! What is done to a conversation: handing it on, asking a colleague, ending, emptying, blocking.

use crate::texts::texts;

texts! {
    TRANSFER "transfer" { "Siirrä toiselle" "Överför" "Hand over" }
    ASK_COLLEAGUE "ask_colleague" { "Kysy kollegalta" "Fråga en kollega" "Ask a colleague" }
    ANSWER_LATER "answer_later" { "Vastaa myöhemmin" "Svara senare" "Answer later" }
}
