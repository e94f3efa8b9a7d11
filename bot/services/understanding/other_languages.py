"""Ordinary words of German, French, Spanish, Portuguese, Italian and Dutch, without accents, as in questions."""

from __future__ import annotations

GERMAN = """
aber alle alles als also am an anders andere anderen auch auf aus ausser bei beide beiden bereits bin bis bisher
bitte da dabei dafur dagegen daher damit dann daran darauf darf darfst darin darum das dass davon dazu dein dem
den denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses doch dort du durch durfen echt
eher eigentlich ein eine einem einen einer eines einfach einige er erst es etwa etwas euch euer fast fehlen
fehlende fehlt fehlten fertig frei freie freien freier freies freigegeben frage fragen fur gab ganz gar geben
gegen geht gehort gemass genau gerade gern gewichte gewichten gewicht gibt gilt grund gut habe haben habt halt
hat hatte hatten heisst hier ich ihm ihn ihr ihre im immer in indem ins irgendwo ist ja jede jeder jedes jemand
jetzt kann kannst kein keine keinen kennt klar kommt konnen konnte kunstliche intelligenz ki lassen laut lasst
lizenz lizenzen lizenziert machen macht man mal mehr mein meine meint mich mir mit modell modelle modellen
modells muss mussen musste mochte nach nachdem nehmen nein nennen nennt nicht nichts noch nun nur ob oder offen
offene offenen offener offenes offentlich ohne quelle quellen quellcode quelloffen quelloffene quelloffenes
richtig sage sagen sagt schon sehr sei sein seine seit selbst sich sie sind so soll sollte sonst sowie standard
stehen steht stimmt stimmte tatsachlich trainingsdaten trainingscode trainingsdatensatz datensatz datensatze
daten trotz uber uberhaupt um und uns unser unter verfugbar veroffentlicht veroffentlichen verstehen viel viele
vielleicht vom von vor wahr wann war waren warum was weg wegen weil weiss welche welchem welchen welcher welches
wenn wer werden weshalb wie wieder wieso will wird wirklich wo woher wohl wollen wurde wurden wurdet zu zum zur
zwar zwischen zugestanden unterschied vergleich kommerziell nutzen benutzen verwenden verwendet erlaubt gelten
gehen richtige version entwurf anforderung anforderungen kriterien erfullt erfullen entspricht entsprechen zahlt
bedeutet wort bestandteile bestandteil komponenten liste system systeme hallo danke bestanden besteht erhaltlich
offengelegt offenlegung geandert verandert forum
""".split()

FRENCH = """
afin ai aime alors apres assez au aucun aucune aujourd hui aussi autre autres aux avant avec avez avoir bien bon
bonjour ca car ce ceci cela celle celui ces cet cette chaque chez chose choses ci combien comme comment
condition conditions contre dans de deja depuis des deux devrait dire dit dits doit donc donnees donner du elle
elles en encore entre entrainement est estce et etait etc etes etre eu eux faire fait fait faut gratuit ici il
ils jamais je jeu juste la laquelle le lequel les lesquels leur leurs libre libres librement licence licences
logiciel logiciels lui ma mais meme merci mes mettre modele modeles moi moins mon mot ne ni non nos notre nous
on ont ou ouvert ouverte ouvertes ouverts oui par parce pas pendant peu peut peux plus plutot poids pour
pourquoi pourrait pouvez premier publie publiee publiees publies qu quand que quel quelle quelles quels quelque
qui quoi rendre sa sait sans se selon sera ses seulement si soit son sont sous sur ta tellement tes toi ton
toujours tous tout toute toutes tres trop tu un une utiliser va vers veut vous vrai vraie vraiment votre vos
voir code source sources disponible disponibles differe difference comparer commercial commerciale usage
definition conforme conformes respecte respecter critere criteres composant composants manque manquent systeme
systemes lequel liste quels accord corpus jeux fourni fournis partage partager version intelligence artificielle
ia salut svp considere comme
""".split()

IBERIAN = """
a abierta abiertas abierto abiertos abrir acerca ahora al algo algun alguien alguna aberta abertas aberto
abertos agora ainda alem algum alguma antes ao aos aquel aqui as asi asim aunque bajo bem bien bom bueno buena
cada casi cierto certo cerca codigo com como con conjunto condiciones condicoes cual cuales cualquier cuando
cuanto cual da dados dao das datos de debe deberia deja del dele dela desde despues depois dice diz do donde dos
dois e ela ele eles el ella ellos em en entonces entao entre entrenamiento treinamento treino era es esa ese eso
esse essa essas esses esta este estan estao estas estes esto estar estou estoy foi falta faltam faltan fazer
forma fue fuente fontes fonte gracias gratis ha hace hacer hacia hasta hay haver hoje hola hoy igual isso isto
incluye inclui ja la las le les libre libres licencia licencias licenca licencas livre livres liberado liberados
lo los lugar mais mas mesmo mejor melhor menos mi minha meu misma mismo modelo modelos mucho muito muy na nada
nao nas nem ni ningun ninguna no nos nosso nunca o obrigado ola onde os ou otra otro outra outro outros para
pero pela pelo pesos peso pode poder podem por porque porquem pois puede pueden puedo posso publica publicado
publicados publicos publico que quais qual quando quanto quem quien quiero quero realmente si sim sido sin sem
sobre software sou soy son sao sendo segun segundo ser seria sera sido siempre so solo somente su sua suas sus
sua tal tambien tambem tampoco tan tanto te tem tener tengo tenho ter tiene tienen todo todos toda todas tu tudo
um uma umas un una unas uno unos usar uso usa usted utilizar va vai verdad verdade verdadeiramente
verdaderamente vez vou voce y ya yo disponible disponibles disponivel disponiveis diferencia diferenca comparar
comparacion comercial definicion definicao cumple cumplen cumpre cumprem criterios componentes lista sistema
sistemas inteligencia artificial ia version versao considera considerado exactamente exatamente dicen dizem
llama llaman llamado llamarse
""".split()

ITALIAN = """
a abbastanza abbia adesso ai al alcuni alla alle allo altra altre altri altro anche ancora aperta aperte aperti
aperto avere ben bene buono c che chi chiuso ci cio ciao codice cod come con confronto conforme contro cosa cosi
cui da dal dalla dati dato davvero de debba degli dei del della delle dello dentro deve devono di differenza
disponibile disponibili dobbiamo dopo dove dovrebbe due e ecco ed era erano essere est fa fare fatto fino fra
gia giusto gli grazie ha hanno ho i il in indica intelligenza artificiale invece io la le lei libera libere
liberi libero licenza licenze lo loro lui ma mai manca mancano me meno mi mio modelli modello molto ne nei nel
nella nelle nessun nessuno no noi non nostro o oggi ogni oppure ora per perche pero pesi peso piu po poco poi
possono posso prima proprio pubblicato pubblicati pubblico puo qual quale quali quando quanto quasi quello
quella quelli quelle quel questa queste questi questo qui rispetta rispettare sara se secondo sei sempre senza
si sia siamo siano sistema sistemi so solo sono sorgente sorgenti sotto sta stanno stata stato su sua sue sui
sul sulla suo tra tutti tutto tutta un una uno uso usare usato utilizzare va vero veramente versione vi voi
addestramento definizione componenti elenco commerciale
""".split()

DUTCH = """
aan al alle alleen allemaal als altijd andere anders bestaat bij broncode daar daarom dan dat data datasets de
deze die dit doen dus echt een eens eigenlijk en er ergens geen geven gebruik gebruiken gebruikt geldt gewichten
gewoon goed had heb hebben heeft heel het hier hij hoe hun ik in is ja jaar je jij jouw kan kunnen licentie
licenties maar mag meer men met mij mijn misschien modellen moet moeten naar niet niets nog nooit nu of om omdat
onder ons onze ook op open openbaar over pas per publiceert gepubliceerd soms steeds te tegen toch toe
trainingsdata trainingscode tussen uit van vanaf vandaag vanwege veel verschil vergelijk volgens vond voor vraag
vrij vrije vrijgegeven waar waarom wanneer want waren was wat we weet wel welk welke werd wie wij wil worden
wordt zal ze zeggen zegt zelf zich zien zij zijn zo zoals zonder zou zouden definitie voldoet voldoen onderdelen
ontbreekt ontbreken beschikbaar commercieel lijst systeem systemen hallo bedankt versie kunstmatige
intelligentie noemen noemt waarachtig werkelijk zogenaamd mis
""".split()

WORDS = frozenset({*GERMAN, *FRENCH, *IBERIAN, *ITALIAN, *DUTCH} - {"llama"})
