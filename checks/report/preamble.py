r"""The LaTeX preamble of a report: fonts, colours, and the few commands in which its pages are written.

Everything asked for is in Debian's texlive-latex-recommended; Latin Modern is used where it is installed.
`\fitformula{whole}{breakable}` sets a formula on one line if it fits, breaks it if it does not, and scales what can
neither fit nor be broken, so that no formula leaves the page.
"""

from __future__ import annotations

__all__ = ["PREAMBLE"]

PREAMBLE = r"""% metadata that machines read (XMP) and the language, where this LaTeX can write them
\ifdefined\DocumentMetadata\IfFileExists{documentmetadata-support.ltx}{\DocumentMetadata{lang=en-GB,pdfversion=1.7}}{}\fi
\documentclass[11pt,a4paper]{article}
\usepackage[utf8]{inputenc}
\IfFileExists{lmodern.sty}{\usepackage[T1]{fontenc}\usepackage{lmodern}}{}
\usepackage{amsmath,amssymb,mathtools}
\usepackage[margin=27mm,top=26mm,bottom=28mm,headheight=14pt]{geometry}
\usepackage{booktabs,longtable,array,graphicx,xcolor,fancyhdr}
\IfFileExists{microtype.sty}{\usepackage{microtype}}{}
\usepackage[unicode,bookmarksdepth=2,bookmarksnumbered]{hyperref}

% the same ledger gives the same bytes
\ifdefined\pdftrailerid\pdftrailerid{}\fi
\ifdefined\pdfsuppressptexinfo\pdfsuppressptexinfo=-1\fi
% \refdated{time}{day}{id}: what the metadata would take from the clock
\newcommand{\refdated}[3]{\ifdefined\AddToDocumentProperties
  \AddToDocumentProperties[document]{pdfcreationdate}{#1}\AddToDocumentProperties[document]{pdfmoddate}{#1}%
  \AddToDocumentProperties[hyperref]{pdfmetadate}{#1}\AddToDocumentProperties[hyperref]{pdfdate}{#2}%
  \AddToDocumentProperties[hyperref]{pdfinstanceid}{#3}\fi}

\definecolor{refink}{RGB}{36,52,78}
\definecolor{refgood}{RGB}{22,92,62}
\definecolor{refbad}{RGB}{138,28,34}
\definecolor{refhalf}{RGB}{128,86,10}
\definecolor{refquiet}{RGB}{92,92,92}
\hypersetup{colorlinks=true,linkcolor=refink,urlcolor=refink,citecolor=refink}

\setcounter{secnumdepth}{0}
\setcounter{tocdepth}{1}
\renewcommand{\labelitemi}{$\bullet$}
\setlength{\parindent}{0pt}
\setlength{\parskip}{4pt plus 2pt minus 1pt}
\setlength{\emergencystretch}{3em}
\setlength{\LTpre}{6pt}
\setlength{\LTpost}{6pt}
\raggedbottom
\setlength{\lineskiplimit}{2pt}
\setlength{\lineskip}{3.5pt}
\renewcommand{\topfraction}{0.9}
\renewcommand{\bottomfraction}{0.8}
\renewcommand{\textfraction}{0.08}
\renewcommand{\floatpagefraction}{0.75}
\allowdisplaybreaks
\widowpenalty=9000
\clubpenalty=9000
\pagestyle{fancy}
\fancyhf{}
\renewcommand{\headrulewidth}{0.3pt}
\fancyhead[L]{\small\itshape\nouppercase{\leftmark}}
\fancyhead[R]{\small\itshape Referee's report}
\fancyfoot[C]{\small\thepage}
\renewcommand{\sectionmark}[1]{\markboth{#1}{}}

\makeatletter
\renewcommand{\section}{\@startsection{section}{1}{\z@}{-4ex plus -1ex}{1.6ex}%
  {\normalfont\Large\bfseries\color{refink}\raggedright}}
\renewcommand{\subsection}{\@startsection{subsection}{2}{\z@}{-4.2ex plus -1.2ex}{0.7ex}%
  {\normalfont\large\bfseries\color{refink}\raggedright}}
\newcommand{\refneed}[1]{\par\penalty\z@\begingroup\dimen@\pagegoal\advance\dimen@-\pagetotal
  \ifdim #1>\dimen@\ifdim\dimen@>\z@\vfil\fi\break\fi\endgroup}

% verdicts: the word always, colour as a help; what speaks against a statement is white on dark
\newlength{\reftagsep}\setlength{\reftagsep}{2pt}
\newcommand{\reftag}[3]{\begingroup\setlength{\fboxsep}{\reftagsep}\setlength{\fboxrule}{0.5pt}%
  \fcolorbox{#1}{#2}{\rule[-0.2ex]{0pt}{1.55ex}\sffamily\scriptsize #3}\endgroup}
\newcommand{\refgood}[1]{\reftag{refgood}{white}{\textcolor{refgood}{\bfseries #1}}}
\newcommand{\refbad}[1]{\reftag{refbad}{refbad}{\textcolor{white}{\bfseries #1}}}
\newcommand{\refstep}[1]{\reftag{refbad}{white}{\textcolor{refbad}{\bfseries #1}}}
\newcommand{\refhalf}[1]{\reftag{refhalf}{white}{\textcolor{refhalf}{#1}}}
\newcommand{\refquiet}[1]{\reftag{refquiet}{white}{\textcolor{refquiet}{#1}}}
\newcommand{\reftrust}[1]{{\small\itshape #1}}
\newcommand{\reftilted}[1]{\rotatebox{60}{\makebox[0pt][l]{\itshape\footnotesize #1}}\rule{0pt}{44pt}}
\newcommand{\refmono}[1]{{\ttfamily\small #1}}
\newcommand{\refid}[1]{{\ttfamily\scriptsize\color{refquiet}#1}}
\newcommand{\refenclosed}[3]{\ensuremath{#1{}^{#3}_{#2}}}

% labels in a left column, matter in the right one
\newenvironment{refitems}{\begin{list}{}{%
  \setlength{\labelwidth}{25mm}\setlength{\labelsep}{2mm}\setlength{\leftmargin}{27mm}%
  \setlength{\itemsep}{2pt}\setlength{\parsep}{0pt}\setlength{\topsep}{-1pt}\setlength{\partopsep}{0pt}%
  \renewcommand{\makelabel}[1]{\small\itshape ##1\hfil}\@beginparpenalty=10000 \raggedright}}{\end{list}}
\newif\ifrefhead
\newcommand{\refpart}[1]{\refneed{8\baselineskip}\vskip 9pt\@plus 2pt{\normalfont\scshape\color{refink}#1}%
  \par\nobreak\vskip 2pt\hrule height 0.3pt\nobreak\vskip 2pt\nobreak\global\refheadtrue}
\newcommand{\reffinding}[4]{\ifrefhead\global\refheadfalse\nobreak\else\refneed{5\baselineskip}\fi
  \vskip 4pt\@plus 2pt\nobreak{\parbox[t]{0.70\linewidth}{\raggedright\strut #1 \refid{#2}}\hfill
  \parbox[t]{0.28\linewidth}{\raggedleft #3\quad\reftrust{#4}}}\par\nobreak}

% \refproof{head} \refstepline{number}{matter} … \refproofend: a proof in small letters
\newcommand{\refproof}[1]{\par\vskip 2pt\begingroup\footnotesize\leftskip27mm\parskip1pt\raggedright
  {\itshape #1}\par}
\newcommand{\refproofend}{\par\endgroup}
\newcommand{\refstepline}[2]{{\noindent\hangindent2.2em\hangafter1\hbox to2.2em{(#1)\hfil}\begin{minipage}[t]%
  {\dimexpr\linewidth-27mm-2.2em\relax}\raggedright\binoppenalty=200\relpenalty=50 #2\end{minipage}\par}}
\newcommand{\refby}[1]{{\color{refquiet}#1}}
% \reflemma{label}{name}{id}{verdict}{what it says}
\newcommand{\reflemma}[5]{\refneed{3\baselineskip}\vskip 3pt\@plus 2pt\phantomsection#1%
  {\parbox[t]{0.72\linewidth}{\raggedright\strut\textbf{#2} \refid{#3}}\hfill
  \parbox[t]{0.26\linewidth}{\raggedleft #4}}\par\nobreak
  {\begin{list}{}{\setlength{\leftmargin}{1.5em}\setlength{\topsep}{-2pt}\setlength{\parsep}{0pt}}\raggedright\item[]#5\end{list}}}

% \refclaim{label}{name and place}{verdicts}: a statement of the source in the letter
\newcommand{\refclaim}[3]{\ifrefhead\global\refheadfalse\nobreak\vskip 2pt\else\refneed{9\baselineskip}%
  \vskip 12pt\@plus 3pt\hrule height 0.3pt\nobreak\vskip 4pt\fi
  \leavevmode\phantomsection#1{\parbox[t]{0.66\linewidth}{\raggedright\strut{\large\bfseries\color{refink}#2}}\hfill
  \parbox[t]{0.32\linewidth}{\raggedleft\strut #3}}\par\nobreak\vskip 2pt}
% \refpair{printed}{repaired}: side by side
\newcommand{\refpair}[2]{{\setlength{\parskip}{0pt}%
  \begin{minipage}[t]{0.475\linewidth}\raggedright #1\end{minipage}\hfill\vrule width 0.3pt\hfill
  \begin{minipage}[t]{0.475\linewidth}\raggedright #2\end{minipage}\par}\vskip 4pt}
% \refverdict{name and verdicts}{what it says}{why}{correct version}: a row of the decision page
\newcommand{\refverdict}[4]{{\setlength{\reftagsep}{0.8pt}\lineskip0.5pt\raggedright
  #1\ifx\relax#2\relax\else\enspace #2\fi\par}\nobreak
  {\begin{minipage}[t]{0.515\linewidth}\raggedright #3\strut\end{minipage}\hfill
  \begin{minipage}[t]{0.465\linewidth}\raggedright #4\strut\end{minipage}\par}\vskip 1pt\@plus 6pt}
% \refonepage{matter}: as large as it fits on a page of its own
\newcommand{\ref@tight}{\scriptsize\fontsize{8}{8.8}\selectfont}
\newcommand{\ref@closer}{\scriptsize\fontsize{7.5}{8.4}\selectfont}
\newcommand{\ref@tighter}{\scriptsize\fontsize{7}{8}\selectfont}
\newsavebox{\refonebox}
\newcommand{\refonpage}[1]{\clearpage\newgeometry{margin=15mm,top=19mm,bottom=15mm,headheight=14pt,headsep=5mm,footskip=8mm}%
  \setlength{\headwidth}{\textwidth}\phantomsection\addcontentsline{toc}{section}{#1}\markboth{#1}{}}
\newcommand{\refonepage}[1]{\begingroup\parskip1pt\lineskip1pt\lineskiplimit0pt
  \reffitsfalse
  \@for\ref@size:=\normalsize,\small,\footnotesize,\scriptsize,\ref@tight,\ref@closer,\ref@tighter\do{\ifreffits\else
    \setbox\refonebox\vbox{\hsize\textwidth\linewidth\textwidth\ref@size #1}%
    \dimen@\ht\refonebox\advance\dimen@\dp\refonebox
    \ifdim\dimen@>\textheight\else\reffitstrue\fi\fi}%
  \ifreffits\else\typeout{Referee: a decision page does not fit}\fi
  \unvbox\refonebox\endgroup\clearpage\restoregeometry\setlength{\headwidth}{\textwidth}}

% a graph at its natural size where that fits
\newsavebox{\refdrawing}
\newcommand{\refgraph}[1]{\sbox\refdrawing{\includegraphics{#1}}%
  \ifdim\wd\refdrawing>\linewidth\includegraphics[width=\linewidth,height=0.7\textheight,keepaspectratio]{#1}%
  \else\ifdim\ht\refdrawing>0.7\textheight\includegraphics[height=0.7\textheight]{#1}%
  \else\usebox\refdrawing\fi\fi}

% formulas
\newsavebox{\reffit}
\newsavebox{\refparagraph}
\newlength{\refwide}
\newlength{\refwidest}
\newif\ifreffits
\newcommand{\fitformula}[2]{\begingroup
  \sbox\reffit{$\displaystyle #1$}%
  \ifdim\wd\reffit>\linewidth
    \ifdim\wd\reffit>1.12\linewidth \ref@break{#2}\else\resizebox{\linewidth}{!}{\usebox\reffit}\fi
  \else\usebox\reffit\fi\endgroup}
% \refinline: in a sentence, broken where it is wider than half the line
\newcommand{\refinline}[2]{\sbox\reffit{$#1$}\ifdim\wd\reffit>0.6\linewidth\par\fitformula{#1}{#2} \else$#1$\fi}
\newcommand{\refnumbered}[2]{\leavevmode\sbox\reffit{(#1)\enspace}\dimen@\wd\reffit
  \ifdim\dimen@<1.8em\dimen@1.8em\fi
  \ifdim\dimen@>0.5\linewidth
    \begin{minipage}[t]{\linewidth}\raggedright(#1)\\\hspace*{1.8em}%
    \begin{minipage}[t]{\dimexpr\linewidth-1.8em\relax}\raggedright #2\end{minipage}\end{minipage}%
  \else\hbox to\dimen@{(#1)\hfil}%
    \begin{minipage}[t]{\dimexpr\linewidth-\dimen@\relax}\raggedright #2\end{minipage}\fi}
\newcommand{\ref@try}[2]{\reffitsfalse
  \@for\ref@factor:=#1\do{\ifreffits\else
    \setlength{\refwide}{\ref@factor\linewidth}%
    \ref@set{#2}\setlength{\refwidest}{0pt}%
    \setbox\@tempboxa\vbox{\unvcopy\refparagraph\ref@measure}%
    \ifdim\refwidest>\refwide\else\reffitstrue\fi\fi}}
\newcommand{\ref@break}[1]{\ref@try{1,1.15,1.3,1.5,1.75,2,2.5,3,4,6}{#1}%
  \ifreffits\setbox\refparagraph\vtop{\unvbox\refparagraph}\else\sbox\refparagraph{\usebox\reffit}\fi
  \ifdim\wd\refparagraph>\linewidth\resizebox{\linewidth}{!}{\usebox\refparagraph}\else\usebox\refparagraph\fi}
\newcommand{\ref@set}[1]{\setbox\refparagraph\vbox{\hsize\refwide\linewidth\refwide\textwidth\refwide
  \leftskip\z@skip\parindent\z@\hfuzz\maxdimen\hbadness\@M\raggedright\lineskip4pt\lineskiplimit3pt
  \binoppenalty=200\relpenalty=50\hangindent=1.5em\hangafter=1\noindent$\displaystyle #1$\par}}
\newcommand{\ref@measure}{\loop\setbox\z@\lastbox\ifvoid\z@\else
    \setbox\tw@\hbox{\unhcopy\z@}%
    \dimen@\wd\tw@\advance\dimen@\refwide\advance\dimen@-\wd\z@
    \ifdim\dimen@>\refwidest\global\refwidest\dimen@\fi
    \unskip\unpenalty\repeat}
\makeatother
% names that papers define for themselves
\providecommand{\E}{\mathbb{E}}
\providecommand{\R}{\mathbb{R}}
\providecommand{\N}{\mathbb{N}}
\providecommand{\argmin}{\operatorname*{arg\,min}}
\providecommand{\argmax}{\operatorname*{arg\,max}}
\providecommand{\sign}{\operatorname{sign}}
\providecommand{\diag}{\operatorname{diag}}
\providecommand{\Softmax}{\operatorname{Softmax}}
"""
