//! What the relay says of a service in words: its state, its week, how else it is reached.
//!
//! The names of the closing days stand under the keys of [`crate::rules::hours::Holiday`].

use super::texts;

texts! {
    OPEN_UNTIL "open_until" { "Auki {when} asti" "Öppen till {when}" "Open until {when}" }
    OPEN "open" { "Auki" "Öppen" "Open" }
    OPENS "opens" { "Avautuu {when}" "Öppnar {when}" "Opens {when}" }
    TODAY_AT "today_at" { "tänään {time}" "i dag {time}" "today at {time}" }
    NOBODY "nobody" { "Ei ketään paikalla juuri nyt" "Ingen på plats just nu" "Nobody at the desk just now" }
    CLOSED "closed" { "Suljettu" "Stängd" "Closed" }
    QUEUE_EMPTY "queue_empty" { "Jonossa ei ole ketään." "Ingen väntar i kön." "Nobody is waiting." }
    QUEUE_WAITING "queue_waiting" { "Jonossa on 1 ihminen. | Jonossa on {n} ihmistä." "1 person väntar i kön. | {n} personer väntar i kön." "1 person is waiting. | {n} people are waiting." }
    WAIT_SHORT "wait_short" { "Odotat alle minuutin." "Du väntar under en minut." "You will wait less than a minute." }
    WAIT "wait" { "Odotat noin 1 minuutin. | Odotat noin {n} minuuttia." "Du väntar ungefär 1 minut. | Du väntar ungefär {n} minuter." "You will wait about 1 minute. | You will wait about {n} minutes." }
    ANSWER_BY "answer_by" { "Vastaamme viimeistään {when}." "Vi svarar senast {when}." "We answer by {when}." }
    EMERGENCY "emergency" { "Hätätilanteessa soita {number}." "Ring {number} i en nödsituation." "In an emergency, call {number}." }
    SOCIAL_EMERGENCY "social_emergency" { "Kiireellisessä sosiaalisessa hädässä soita sosiaalipäivystykseen {number}." "Ring socialjouren {number} vid brådskande social nöd." "For urgent social help, call the social emergency services {number}." }
    PRIVACY "privacy" { "Näin käsittelemme tietojasi" "Så behandlar vi dina uppgifter" "How we process your data" }
    ACCESSIBILITY "accessibility" { "Saavutettavuusseloste" "Tillgänglighetsutlåtande" "Accessibility statement" }
    SELF_HELP "self_help" { "Ohjeita ja tietoa verkossa" "Råd och information på nätet" "Guidance and information online" }
    TELEPHONE "telephone" { "Puhelin {number}, {hours}" "Telefon {number}, {hours}" "Telephone {number}, {hours}" }
    AREA "area" { "Valitse puhelimessa {n}: {area}" "Välj {n} i telefonen: {area}" "Press {n} on the telephone: {area}" }
    HOURS "hours" { "Chatin aukioloajat:" "Chattens öppettider:" "Opening hours of the chat:" }
    OTHER_HOURS "other_hours" { "Poikkeavat aukioloajat:" "Avvikande öppettider:" "Different opening hours:" }
    DAY_CLOSED "day_closed" { "suljettu" "stängt" "closed" }
    NEW_YEAR "new_year" { "Uudenvuodenpäivä" "Nyårsdagen" "New Year's Day" }
    EPIPHANY "epiphany" { "Loppiainen" "Trettondagen" "Epiphany" }
    GOOD_FRIDAY "good_friday" { "Pitkäperjantai" "Långfredagen" "Good Friday" }
    EASTER_SUNDAY "easter_sunday" { "Pääsiäispäivä" "Påskdagen" "Easter Sunday" }
    EASTER_MONDAY "easter_monday" { "Toinen pääsiäispäivä" "Annandag påsk" "Easter Monday" }
    MAY_DAY "may_day" { "Vappu" "Första maj" "May Day" }
    ASCENSION "ascension" { "Helatorstai" "Kristi himmelsfärdsdag" "Ascension Day" }
    WHIT_SUNDAY "whit_sunday" { "Helluntaipäivä" "Pingstdagen" "Whit Sunday" }
    MIDSUMMER_EVE "midsummer_eve" { "Juhannusaatto" "Midsommarafton" "Midsummer Eve" }
    MIDSUMMER_DAY "midsummer_day" { "Juhannuspäivä" "Midsommardagen" "Midsummer Day" }
    ALL_SAINTS "all_saints" { "Pyhäinpäivä" "Alla helgons dag" "All Saints' Day" }
    INDEPENDENCE_DAY "independence_day" { "Itsenäisyyspäivä" "Självständighetsdagen" "Independence Day" }
    CHRISTMAS_EVE "christmas_eve" { "Jouluaatto" "Julafton" "Christmas Eve" }
    CHRISTMAS_DAY "christmas_day" { "Joulupäivä" "Juldagen" "Christmas Day" }
    SECOND_CHRISTMAS_DAY "second_christmas_day" { "Tapaninpäivä" "Annandag jul" "Boxing Day" }
}
