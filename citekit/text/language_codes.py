"""Codes of languages as catalogues write them (ISO 639-2: *fre*, *fra*) → BCP 47 (*fr*)."""

from __future__ import annotations

from functools import cache

_CODES = """
afr=af alb,sqi=sq amh=am ara=ar arm,hye=hy aze=az baq,eus=eu bel=be ben=bn bos=bs bre=br bul=bg
bur,mya=my cat=ca chi,zho=zh cos=co cze,ces=cs dan=da dut,nld=nl eng=en epo=eo est=et fao=fo fin=fi
fre,fra=fr fry=fy geo,kat=ka ger,deu=de gle=ga glg=gl gre,ell=el hat=ht hau=ha heb=he hin=hi hrv=hr
hun=hu ice,isl=is ind=id ita=it jpn=ja kaz=kk khm=km kin=rw kor=ko kur=ku lao=lo lat=la lav=lv
lin=ln lit=lt ltz=lb mac,mkd=mk mal=ml mlg=mg mlt=mt mao,mri=mi may,msa=ms mon=mn nep=ne nob=nb
nno=nn nor=no oci=oc pan=pa per,fas=fa pol=pl por=pt roh=rm rum,ron=ro run=rn rus=ru san=sa sin=si
slo,slk=sk slv=sl som=so spa=es srp=sr swa=sw swe=sv tam=ta tel=te tgl=tl tha=th tib,bod=bo tur=tr
ukr=uk urd=ur uzb=uz vie=vi wel,cym=cy wol=wo yid=yi yor=yo zul=zu
"""
_NAMES = """
french,français=fr english,anglais=en german,allemand,deutsch=de spanish,espagnol,español=es
italian,italien,italiano=it portuguese,portugais,português=pt dutch,néerlandais=nl latin=la
russian,russe=ru arabic,arabe=ar greek,grec=el polish,polonais=pl chinese,chinois=zh
"""


@cache
def _table() -> dict[str, str]:
    entries = (entry.partition("=") for entry in f"{_CODES} {_NAMES}".split())
    return {word: code for words, _, code in entries for word in words.split(",")}


def language_code(text: str) -> str:
    """The BCP 47 code of a three-letter code or of a language's name; else *text* as it is."""
    return _table().get(text.lower(), text)
