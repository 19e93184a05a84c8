"""Words too common to tell articles apart, by language: articles, pronouns, prepositions, auxiliaries and the like.

The lists are our own. They leave out common words that carry meaning in the news: "new" and "state", and
in English "us", "who" and "may", which are also a country, an organisation and a month.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from searchtui.text.tokens import fold

_SPELLED: Final = {
    "ar": """
        في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين ما لا لم لن قد كان كانت يكون تكون كانوا هو هي هم هما
        أن ان إن أنه انه إنه أنها أو او ثم بعد قبل كل بعض بين عند حتى أي اي كما لكن ليس منذ حيث هناك هنا عندما خلال
        ضد حول غير فقط أيضا به بها له لها لهم فيه فيها منه منها عليه عليها إليه إليها نحن أنا أنت و ف ب ل وقد وهو
        وهي ولا ولم فإن وأن لدى سوف
    """,
    "da": """
        og i at det er en et den til på for med de som af ikke der har han hun var jeg vi du sig om men fra så kan
        vil skal blev bliver blive være været havde efter over under ved mod eller også ud op ned ind når hvor hvad
        hvem hvis da nu her hans hendes deres vores min mit mine din dit dine dem os mig dig ham end kun mere meget
        alle alt noget nogle nogen ingen man sin sit sine denne dette disse jo bare skulle kunne ville må
    """,
    "de": """
        der die das den dem des ein eine einen einem einer eines und oder aber auch als am an auf aus bei beim bin
        bis bist da dabei dadurch dafür damit dann daran darauf dass daß dazu dein deine dich dir doch du durch er
        es euch euer für gegen habe haben hat hatte hatten hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer
        im in ins ist ja jede jedem jeden jeder jedes jene jetzt kann kein keine keinem keinen keiner können könnte
        man mein meine mich mir mit muss nach nicht nichts noch nun nur ob ohne sehr sei seid sein seine seinem
        seinen seiner seit sich sie sind so sogar soll sollte sondern sowie über um uns unser unsere unter vom von
        vor war waren was weil wenn wer werde werden wie wieder will wir wird wo wurde wurden während zu zum zur
        zwar zwischen diese diesem diesen dieser dieses würde würden worden bereits
    """,
    "en": """
        a about above after again against all also am an and any are aren as at be because been before being below
        between both but by can cannot could couldn d did didn do does doesn doing don down during each few for from
        further had hadn has hasn have haven having he her here hers herself him himself his how however i if in
        into is isn it its itself just ll m me might more most much must my myself no nor not of off on once only or
        other our ours ourselves out over own re s same shall she should shouldn so some such t than that the their
        theirs them themselves then there these they this those through to too under until up upon ve very was wasn
        we were weren what when where whether which while whom whose why will with within without won would wouldn
        yet you your yours yourself yourselves
    """,
    "es": """
        de la el que en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin
        sobre este ya entre cuando todo esta ser son dos también fue había era muy hasta desde está mi porque qué
        sólo solo han yo hay vez puede todos así nos ni parte tiene él uno donde bien ese mismo ahora cada e otro
        después te otros aunque esa eso hace otra tan durante siempre sí ante ellos ella ellas estos estas mucho
        antes quien nada poco contra tanto esto les según mientras fueron sido estaba están eran haber tras u unos
        unas nosotros
    """,
    "fi": """
        ja on ei se että oli hän en ovat mutta kun niin joka myös kuin tai ole hänen sen mukaan olla jos vain vielä
        nyt jo sekä eivät ollut olisi sitä ne he minä sinä me te mitä mikä kuka jonka jotka joita joiden jossa siitä
        siinä tämä tämän tätä tässä nämä näiden kanssa jälkeen ennen välillä asti koska vaikka eli ettei emme ette
        oletko olen olemme olivat olleet voi voivat oma omaa itse kaikki muut muun toinen sille siksi sitten
        kuitenkin noin yli alle hänet heidän meidän minun sinun tuo tuon pitää saa
    """,
    "fr": """
        à au aux avec ce ces cet cette c d dans de des du elle elles en et eux il ils j je l la le les leur leurs
        lui m ma mais me même mes moi mon n ne nos notre nous on ou où par pas pour qu que quel quelle quelles quels
        qui s sa sans se ses si son sont sur ta te tes toi ton tu un une vos votre vous y a ai ait as aura aurait
        avait avaient avoir ayant été étaient était étant être est eu fait fut ont sera serait seront soit comme
        dont plus moins très aussi après avant depuis entre chez contre sous vers lors lorsque alors ainsi donc car
        ni cela ceci celui celle ceux celles tout tous toute toutes peu peut encore déjà selon pendant bien deux
        autre autres
    """,
    "hu": """
        a az és hogy nem is egy ez meg de van volt ha már csak mint még vagy el ki be fel le minden azt ezt kell
        lehet lesz voltak vannak volna lenne amely amelyek ami aki akik akkor amikor ahol arra erre így úgy mert
        után előtt között alatt szerint által miatt ellen felé óta ő ők én te mi ti neki nekik azok ezek annak ennek
        abban ebben attól ettől arról erről azonban pedig sem se igen nagyon több most majd itt ott hanem illetve
        valamint például egyik másik saját maga mely hogyan olyan ilyen
    """,
    "it": """
        di a da in con su per tra fra il lo la i gli le l un uno una e ed o ma se che chi cui non come dove quando
        perché anche ancora già più meno molto poco del dello della dei degli delle al allo alla ai agli alle dal
        dallo dalla dai dagli dalle nel nello nella nei negli nelle sul sullo sulla sui sugli sulle col ha ho hai
        hanno aveva avevano avere è sono sei siamo siete era erano essere stato stata stati state fu furono sia si
        ci vi ne mi ti io tu lui lei noi voi loro suo sua suoi sue mio mia nostro questo questa questi queste quello
        quella quelli quelle ogni tutto tutti tutte altro altri dopo prima contro senza sotto sopra durante così poi
        solo c d dell all dall nell sull quell
    """,
    "nl": """
        de het een en van in is dat op te zijn met voor niet aan er die ook als bij maar om uit door naar over hij
        ze zij dan nog wordt werd worden tot je of heeft hebben had hadden was waren dit deze we wij ik me mij mijn
        jou jouw u uw hun hen haar hem zich ons onze jullie wat wie waar wanneer hoe waarom omdat tegen na onder
        tussen zonder al alle meer veel kan kunnen kon zal zullen zou zouden moet moeten wel geen nu daar hier toen
        want dus toch ben bent geweest heb eens iets niets ander andere zo zelf sinds volgens tijdens
    """,
    "no": """
        og i å det er en et den til på for med de som av ikke der har han hun var jeg vi du seg om men fra så kan
        vil skal ble blir bli være vært hadde etter over under ved mot eller også ut opp ned inn når hvor hva hvem
        hvis da nå her hans hennes deres vår våre min mitt mine din ditt dem oss meg deg ham enn bare mer mye alle
        alt noe noen ingen man sin sitt sine denne dette disse jo skulle kunne ville må ha at ei ein eit ikkje dei
        eg me ho frå vart vere
    """,
    "pt": """
        de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu
        sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos
        ter seus quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos pelas
        elas havia seja qual será nós tenho lhe deles essas esses este esta estes estas dele dela isto aquele aquela
        aquilo sobre após contra desde onde segundo ainda porque são lhes
    """,
    "ro": """
        a al ale ai la de din în pe cu pentru că să nu mai este e sunt o un unei unui unor care ce cel cea cei cele
        au am are fost fi va vor fie ar dar sau și iar dacă când cum unde după până prin printre între sub peste
        fără despre lui ei lor el ea ele eu tu noi voi mă te se ne vă îi îl își s i l le meu mea mei mele său sa săi
        sale acest această acești aceste acesta aceasta acestea acel acea același tot toate toți foarte doar astfel
        deci încă însă nici spre către împotriva conform fiind avea erau era
    """,
    "ru": """
        и в во не что он на я с со как а то все всё она так его но да ты к у же вы за бы по только ее её мне было
        вот от меня еще ещё нет о об из ему теперь когда даже ну ли если уже или ни быть был была были него до вас
        вам ведь там потом себя ничего ей может они тут где есть надо ней для мы тебя их чем сам чтоб чтобы без
        будто чего тоже себе под будет тогда кто этот эта эти это того тому этого какой какая потому этом один мой
        моя при после над через эту нас про них который которая которое которые которых которой между также перед
        около лишь более свой своей своих
    """,
    "sv": """
        och i att det är en ett den till på för med de som av inte har han hon var jag vi du sig om men från så kan
        vill ska skall blev blir bli vara varit hade efter över under vid mot eller också ut upp ned in när där vad
        vem hur då nu här hans hennes deras vår våra vårt min mitt mina din ditt dina dem oss mig dig honom än bara
        mer mycket alla allt något några någon ingen inga man sin sitt sina denna detta dessa ju skulle kunde ville
        måste utan enligt samt sedan både varje vilket vilka vilken
    """,
}

_SAME_LISTS: Final = {"nb": "no", "nn": "no"}


@cache
def stop_words(lang: str | None) -> frozenset[str]:
    """The stop words of a language (ISO 639-1), folded; none for a language without a list."""
    if lang is None:
        return frozenset()
    return frozenset(fold(word) for word in _SPELLED.get(_SAME_LISTS.get(lang, lang), "").split())
