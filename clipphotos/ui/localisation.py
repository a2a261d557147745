"""The language of the window."""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from clipphotos.paths import resources

LANGUAGE_VARIABLE = "CLIPPHOTOS_LANGUAGE"


def install(app: QCoreApplication) -> None:
    """Translate into the system's language, or that of CLIPPHOTOS_LANGUAGE ("zh_CN"), as far as there is one."""
    forced = os.environ.get(LANGUAGE_VARIABLE)
    locale = QLocale(forced) if forced else QLocale.system()
    if forced:
        QLocale.setDefault(locale)
    own = str(resources() / "translations")
    of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    of_qt_too, translator = QTranslator(app), QTranslator(app)
    if of_qt_too.load(locale, "qtbase", "_", of_qt):
        app.installTranslator(of_qt_too)
    # English is the language of the source, and needs a file for its plurals only.
    if translator.load(locale, "clipphotos", "_", own) or translator.load("clipphotos_en", own):
        app.installTranslator(translator)


def language() -> str:
    """Return the language of the window as the starter sets are named: "zh" or "en"."""
    return "zh" if QLocale().language() == QLocale.Language.Chinese else "en"
