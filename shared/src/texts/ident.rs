//! The words of the relay's own pages around strong identification, and of the demo's test bank.

use super::texts;

texts! {
    IDENTIFY "identify" { "Tunnistaudu" "Identifiera dig" "Identify yourself" }
    ONLY_YOURS "only_yours" { "Tunnistaudu vain, jos aloitit itse tämän keskustelun." "Identifiera dig bara om du själv har startat det här samtalet." "Identify yourself only if you started this conversation yourself." }
    ONLY_YOUR_PAGE "only_your_page" { "Tunnistaudu vain, jos tulit itse tältä sivulta." "Identifiera dig bara om du själv kom från den här sidan." "Identify yourself only if you came from this page yourself." }
    SERVICE "service" { "Palvelu" "Tjänst" "Service" }
    PAGE "page" { "Sivu, jolle palaat" "Sidan som du kommer tillbaka till" "The page you come back to" }
    BEGAN "began" { "Keskustelu alkoi" "Samtalet började" "The conversation began" }
    CONVERSATION "conversation" { "Keskustelu" "Samtal" "Conversation" }
    NOT_BEGUN "not_begun" { "Alkaa, kun olet tunnistautunut." "Börjar när du har identifierat dig." "Begins when you have identified yourself." }
    WAY "way" { "Tunnistustapa" "Identifieringssätt" "Way of identifying" }
    IF_SENT "if_sent" { "Jos joku lähetti sinulle tämän linkin, älä tunnistaudu. Sulje sivu." "Om någon skickade dig den här länken, identifiera dig inte. Stäng sidan." "If somebody sent you this link, do not identify yourself. Close the page." }
    GO_ON "go_on" { "Jatka tunnistautumaan" "Fortsätt till identifieringen" "Go on to identify yourself" }
    GOING "going" { "Siirrytään tunnistautumaan…" "Går till identifieringen…" "Going on to identification…" }
    RETURNING "returning" { "Palataan keskusteluun…" "Går tillbaka till samtalet…" "Going back to the conversation…" }
    BACK_WITHOUT "back_without" { "Palaa tunnistautumatta" "Gå tillbaka utan att identifiera dig" "Go back without identifying yourself" }
    BACK "back" { "Palaa keskusteluun" "Gå tillbaka till samtalet" "Go back to the conversation" }

    NOT_FROM_HERE "not_from_here" { "Tästä linkistä ei voi tunnistautua" "Du kan inte identifiera dig med den här länken" "You cannot identify yourself with this link" }
    FROM_YOUR_OWN "from_your_own" { "Tunnistautuminen alkaa vain keskustelusta, jonka olet itse aloittanut." "Identifieringen börjar bara i ett samtal som du själv har startat." "Identification begins only in a conversation that you started yourself." }
    SOMEBODY_ELSE "somebody_else" { "Lähettikö joku sinulle linkin? Älä tunnistaudu. Joku voi yrittää esiintyä sinuna." "Skickade någon länken till dig? Identifiera dig inte. Någon kan försöka utge sig för att vara du." "Did somebody send you the link? Do not identify yourself. Somebody may be trying to pass as you." }
    PRESS_AGAIN "press_again" { "Aloititko keskustelun itse? Palaa siihen ja aloita tunnistautuminen siellä." "Startade du samtalet själv? Gå tillbaka till det och börja identifiera dig där." "Did you start the conversation yourself? Go back to it and begin to identify there." }
    NOT_PRESSED "not_pressed" { "Tämä sivu aukesi liian hitaasti, tai et itse painanut Tunnistaudu." "Den här sidan öppnades för långsamt, eller så tryckte du inte själv på Identifiera dig." "This page opened too slowly, or you did not press Identify yourself." }
    NO_LONGER "no_longer" { "Linkki ei enää toimi" "Länken fungerar inte längre" "The link no longer works" }
    WORKS_ONCE "works_once" { "Linkki toimii yhden kerran ja 2 minuutin ajan." "Länken fungerar en gång, i 2 minuter." "The link works once, for 2 minutes." }
    NOT_BEGUN_HERE "not_begun_here" { "Tunnistautumista ei voitu aloittaa" "Identifieringen kunde inte börja" "Identification could not begin" }
    COOKIE "cookie" { "Selaimesi täytyy sallia tämän sivun eväste." "Din webbläsare måste tillåta den här sidans kaka." "Your browser must allow this page's cookie." }
    DOWN "down" { "Tunnistautuminen ei toimi juuri nyt" "Identifieringen fungerar inte just nu" "Identification does not work just now" }
    DOWN_WHY "down_why" { "{name} ei vastaa." "{name} svarar inte." "{name} does not answer." }
    DOWN_ANYWAY "down_anyway" { "Voit jatkaa keskustelua nimettömästi, tai yrittää myöhemmin uudelleen." "Du kan fortsätta samtalet anonymt, eller försöka igen senare." "You can continue the conversation anonymously, or try again later." }
    NOT_KEPT "not_kept" { "Jokin meni vikaan. Yritä hetken päästä uudelleen." "Något gick fel. Försök igen om en stund." "Something went wrong. Try again in a moment." }
    ELSEWHERE "elsewhere" { "Tunnistautumista ei voi jatkaa tässä selaimessa" "Identifieringen kan inte fortsätta i den här webbläsaren" "Identification cannot go on in this browser" }
    NOBODY_TOLD "nobody_told" { "Emme kertoneet kenellekään, kuka olet." "Vi har inte berättat för någon vem du är." "We told nobody who you are." }
    SAME_BROWSER "same_browser" { "Jatka siinä selaimessa, jossa aloitit keskustelun. Paina siellä Tunnistaudu." "Fortsätt i den webbläsare där du startade samtalet. Tryck på Identifiera dig där." "Go on in the browser in which you started the conversation. Press Identify yourself there." }
    CANNOT_GO_ON "cannot_go_on" { "Tunnistautumista ei voi jatkaa tästä" "Identifieringen kan inte fortsätta härifrån" "Identification cannot go on from here" }
    USED_OR_LATE "used_or_late" { "Tämä sivu on jo käytetty, tai aika loppui." "Den här sidan har redan använts, eller så tog tiden slut." "This page was used already, or the time ran out." }

    BANK "bank" { "TESTIPANKKI – tämä ei ole oikea pankki" "TESTBANK – det här är ingen riktig bank" "TEST BANK – this is not a real bank" }
    BANK_FOR "bank_for" { "Tunnistaudut palveluun: {name}" "Du identifierar dig för tjänsten: {name}" "You identify yourself to the service: {name}" }
    BANK_INVENTED "bank_invented" { "Henkilöt ovat keksittyjä. Tämä sivu ei kysy sinulta mitään, eikä ketään tunnisteta oikeasti." "Personerna är påhittade. Den här sidan frågar dig ingenting, och ingen identifieras på riktigt." "The people are invented. This page asks you nothing, and nobody is really identified." }
    BANK_GIVES "bank_gives" { "Palvelu saa henkilön nimen ja henkilötunnuksen." "Tjänsten får personens namn och personbeteckning." "The service gets the person's name and personal identity code." }
    BANK_WHO "bank_who" { "Kenenä tunnistaudut?" "Som vem identifierar du dig?" "Who do you identify yourself as?" }
    BANK_AS "bank_as" { "Tunnistaudu: {name}" "Identifiera dig: {name}" "Identify yourself: {name}" }
    BANK_OTHERWISE "bank_otherwise" { "Muuten" "Annars" "Otherwise" }
    BANK_CANCEL "bank_cancel" { "Keskeytä" "Avbryt" "Cancel" }
    BANK_DOWN "bank_down" { "Kokeile: pankki ei toimi" "Prova: banken fungerar inte" "Try: the bank does not work" }
    BANK_REFUSES "bank_refuses" { "Testipankki ei ymmärrä tätä pyyntöä" "Testbanken förstår inte den här begäran" "The test bank does not understand this request" }
    BANK_START "bank_start" { "Aloita keskustelusta, ja paina siellä Tunnistaudu." "Börja i samtalet, och tryck på Identifiera dig där." "Begin in the conversation, and press Identify yourself there." }
}
