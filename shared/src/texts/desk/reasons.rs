//! Ready reasons for closing a day. The one table that a client carries in all languages: a reason is
//! written to residents in each of them at once.

use crate::texts::texts;

texts! {
    TRAINING "training" { "Koulutuspäivä" "Utbildningsdag" "Staff training" }
    ILLNESS "illness" { "Sairastapaus" "Sjukdomsfall" "Illness" }
    MEETING "meeting" { "Henkilöstön kokous" "Personalmöte" "Staff meeting" }
}
