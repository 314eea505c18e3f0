//! Ready reasons for asking somebody to identify. The client carries them in all languages: an agent
//! chooses in the desk's language, and the resident reads in the own one.

use crate::texts::texts;

texts! {
    STATUS "status" { "Katson hakemuksesi tilanteen." "Jag ser efter hur det går med din ansökan." "I look up where your application stands." }
    DECISION "decision" { "Kerron sinulle päätöksestäsi." "Jag berättar om ditt beslut." "I tell you about your decision." }
    APPOINTMENT "appointment" { "Varaan sinulle ajan." "Jag bokar en tid åt dig." "I book an appointment for you." }
    RECORDS "records" { "Tarkistan tietosi asiakasjärjestelmästä." "Jag kontrollerar dina uppgifter i klientsystemet." "I check your details in the client system." }
    WORKER "worker" { "Välitän viestin omalle työntekijällesi." "Jag förmedlar ditt meddelande till din egen handläggare." "I pass your message on to your own worker." }
}
