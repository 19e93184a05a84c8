"""What on a news page is no part of the article: the wording of menus, captions, credits, share lines and notices.

The lists hold the ordinary wording of such lines in the languages the sample of pages was seen in; a line must match
as a whole or begin with the words, so that prose about cookies stays prose.
"""

from __future__ import annotations

import re

_WHOLE_LINES = """
advertisement|advertisements|article content|story continues below|back to (?:top|video|home.*)|skip to .*|skip past .*
|jump to .*|share|share (?:this|on|via)\\b.*|share|copy link.*|link copied.*|print|print this page|email(?: link)?|save
|saved?|facebook.*|twitter|x|x \\(?twitter\\)?|x - twitter|whatsapp|telegram|linkedin|reddit|pinterest|tumblr|flipboard
|instagram|youtube|tiktok|bluesky|threads|messenger|comments?|\\d+ comments?|show comments|join the conversation
|view (?:image|comments|author|more).*|read (?:more|next)\\b.*|see (?:more|also)\\b.*|also read\\b.*|more on (?:this|these).*
|related(?: (?:article|articles|stories|topics|coverage|content))?|recommended.*|you (?:may|might) (?:also )?like.*
|most (?:read|popular|viewed)\\b.*|trending.*|latest (?:videos?|news|posts?|stories).*|explore more.*|topics|tags?
|sign (?:up|in|out)\\b.*|log ?in|log ?out|register.*|subscribe.*|newsletters?|follow(?: us| topic)?|follow .{1,30} on .*
|menu|search|home|close|next|previous|listen|listen to this .*|play|loading.*|try refreshing your browser.*|tap here to see .*|gift this article|text size|cookie settings
|privacy(?: policy| notice| & cookies)?|terms(?: and conditions| of (?:use|service))?|about us|contact(?: us)?|advertise.*
|all rights reserved\\.?|after newsletter promotion|recommended video|author of the article:?|table of contents
|enlarge (?:this )?(?:image|picture|photo).*|hide (?:this )?(?:caption|message)|toggle caption|open image.*
|this content is reserved for .*|\\d+ min(?:ute)?s?(?: read)?|estimated reading time.*|reading time.*
|publicidad|publicité|werbung|anzeige|pubblicità|publicidade|advertentie|annons|реклама:?|reklama|reklam
|comparte|compartir|comenta|comentar|copiar enlace|enviar por email|tamaño de letra|color de fondo|más información
|para saber más|te puede interesar.*|lea también.*|leer más.*|etiquetas|archivado en.*|partager.*|copier.*|lire aussi.*
|à lire aussi.*|voir aussi.*|lire la suite|publié par .*|articles? liés|s'abonner|se connecter|abonnez-vous.*
|tous droits réservés.*|teilen|drucken|merken|mehr zum thema|lesen sie auch.*|mehr lesen|auch interessant.*|themen
|artikel (?:anhören|teilen|drucken|merken)|zum inhalt springen|zur startseite|kommentare(?: lesen)?|abonnieren
|newsletter abonnieren|navigation überspringen|datenschutz|impressum|condividi|leggi anche.*|commenta|abbonati|stampa
|© ?riproduzione riservata|compartilhe?|leia (?:mais|também).*|delen|lees (?:ook|meer).*|dela|läs (?:mer|också).*
|del|les (?:mer|også).*|læs (?:også|mere).*|jaa|lue myös.*|поделиться|читайте также.*|ссылка скопирована|czytaj także.*
|udostępnij|paylaş|olvasta már.*|citește și.*|シェア|関連記事|続きを読む|無断転載.*|会員登録.*|分享|相关新闻|相关阅读|انشر|شارك
"""
_OPENINGS = """
sign up (?:for|to)\\b|subscribe (?:now |today )?(?:to|for)\\b|get (?:the |our |your )?.{0,40}\\b(?:newsletter|inbox|alerts)\\b
|(?:please )?(?:enable|turn on) (?:javascript|notifications)|we (?:use|value) (?:cookies|your privacy)|this (?:site|website) uses
|by (?:submitting|signing up|clicking|entering|subscribing)\\b|privacy notice|all (?:rights reserved|fields are required)
|©|copyright\\b|\\(c\\) ?\\d{4}|read (?:more|next|our (?:full|complete))\\b ?[:|]?|also read ?[:|]?|see also ?:|related ?:|more ?:|watch ?:
|(?:this|the) (?:advertisement|video) (?:has not|failed)|we apologi[sz]e, but this|unlimited (?:online )?access|exclusive articles
|create an account or sign in|access articles from|enjoy (?:additional|the latest)|get email updates|share your thoughts
|support (?:local|our|independent) journalism|daily puzzles|.{2,40} epaper, an electronic|our website is the place
|stay informed with|if you buy (?:something|through)|when you (?:buy|purchase) through|we (?:may )?earn a commission
|follow .{2,40} on (?:twitter|facebook|x|instagram|google|telegram|youtube)|you have \\d+ free|(?:to )?continue reading\\b
|already a subscriber|your next free article|download (?:the|our)\\b|add (?:us )?as a preferred|image credit|dive deeper
|first published (?:in|by|on)|this article (?:was (?:first|originally)|originally|is free)|additional reporting
|do you have a (?:story|tip)|got a (?:story|tip)|contact the author|(?:have|got) something to (?:say|tell)|comments are closed
|diese audioversion|jetzt (?:abonnieren|lesen|probe)|mit (?:unserem|dem) newsletter|wir verwenden cookies|lesen sie (?:auch|mehr)
|dieser (?:text|artikel|beitrag) (?:ist|wurde|erschien)|nous utilisons|en savoir plus|inscrivez-vous|abonnez-vous|il vous reste
|lire aussi ?:|à lire|suscríbete|regístrate|utilizamos cookies|apúntate|lea también ?:|iscriviti|abbonati|assine|cadastre-se
|salva questo articolo|подпишитесь|использование материалов|материалы с пометкой|редакция не несёт|любое копирование
|注目の|©|本サイト|转载
"""
_CHROME_LINE = re.compile(rf"(?i)[\W\d_]*(?:{_WHOLE_LINES.replace(chr(10), '')})[\W_]*\Z")
_CHROME_OPENING = re.compile(rf"(?i)[\W_]*(?:{_OPENINGS.replace(chr(10), '')})")
_NOT_CHROME_BEYOND = 120

_CREDIT = re.compile(
    r"(?i)\((?:file )?(?:photos?|images?|foto|fotos|photograph|bild|picture|video|illustration)\b[^)]{0,120}\)?\W*\Z"
    r"|\((?:[^()]{0,40} )?(?:AFP|AP|Reuters|Getty|EPA|dpa|TASS|Xinhua)(?:[^()]{0,20} )?(?:photo|images?|file)?\)\W*\Z"
    r"|(?:photo(?:graph|s)?|image|foto|fotografía|photographie|bild|bildrechte|credit|crédit|quelle|source|источник|"
    r"фото|коллаж|zdjęcie|fot|illustration|picture|video)s?(?: credit| by)?\s?[:：/©][^.!?]{1,80}\Z"
    r"|(?:photo by|\bphotographed by|picture by)\b.{1,60}\Z"
    r"|\b(?:getty images|istockphoto|shutterstock|picture alliance|picture-alliance|ap photo|afp photo|pa wire|imago|"
    r"zuma press|associated press file|europa press|via reuters|/reuters|/afp|/ap|/getty|/epa)\b[^.!?]{0,40}\Z"
    r"|^(?:getty images|epa|afp|reuters|pa|ap)(?: ?/ ?\w+)?\Z"
)
_BYLINE = re.compile(
    r"(?:(?i:by|von|par|por|di|door|av|af|написал|автор|autor|autorin|автори|yazan|text)|(?i:written by|words by))\s?:?\s"
    r"(?P<names>[^\W\d_][^\n.!?:]{2,80}?)(?:\s*[|•·,]?\s*\d.*)?\Z"
)
_SEPARATOR = re.compile(r"\s[/|›»>→·•]\s|[^\W\d_]\s{3,}[^\W\d_]")
_RELATIVE_DATE = re.compile(
    r"(?i)\W*(?:updated |published |last updated )?(?:\d+ ?(?:s|sec|m|min|h|hr|d|second|minute|hour|day|week|month|year)s?|an hour|a day) ago\b"
    r"|\W*vor \d+ (?:minuten|stunden|tagen)|\W*(?:il y a|hace) \d+ \w+"
)


def is_chrome(text: str) -> bool:
    """Tell by its wording whether a line is a menu entry, a share button, a notice or the like."""
    if len(text) <= _NOT_CHROME_BEYOND and _CHROME_LINE.match(text):
        return True
    return len(text) <= 600 and _CHROME_OPENING.match(text) is not None


def is_caption(text: str) -> bool:
    """Tell whether a line is the caption of a picture or its credit: it ends in the naming of a source."""
    return len(text) <= 600 and _CREDIT.search(text[-160:]) is not None


def byline(text: str) -> str | None:
    """Return the name or names of a line like "By Ann Example", or None."""
    match = _BYLINE.match(text) if len(text) <= 120 else None
    if match is None or not match["names"][0].isupper():
        return None
    return match["names"].strip(" ,|•·")


def is_breadcrumb(text: str) -> bool:
    """Tell whether a line is a path through a site or a row of menu entries ("News / World / Asia")."""
    return len(text) <= 200 and len(_SEPARATOR.findall(text)) >= 2


def is_relative_date(text: str) -> bool:
    """Tell whether a line says when something was in terms of now ("26 minutes ago"), which a saved copy cannot."""
    return len(text) <= 60 and _RELATIVE_DATE.match(text) is not None
