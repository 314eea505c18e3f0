//! The pages beside the conversations: hours, earlier conversations, the audit log.

use crate::texts::texts;

texts! {
    CONVERSATIONS "conversations" { "Keskustelut" "Samtal" "Conversations" }
    HOURS "hours" { "Aukioloajat" "Öppettider" "Opening hours" }
    EARLIER "earlier" { "Aiemmat keskustelut" "Tidigare samtal" "Earlier conversations" }
    AUDIT "audit" { "Käyttöloki" "Användningslogg" "Audit log" }
}
