"""The two kinds of error that cross layers."""


class KnownError(Exception):
    """Something that the user can understand and act on.

    Its text is one plain sentence, shown as it is in the window and on standard error.
    """


class BugError(Exception):
    """A mistake of ours: an invariant that does not hold."""


class LibraryBusyError(KnownError):
    """Another process has the library open for writing."""


class RefusedActionError(KnownError):
    """An action that cannot be undone or done again now; it stays as it is, and can be left behind."""


class DamagedLibraryError(KnownError):
    """A library's catalogue is damaged: a backup can be brought back, or what can be read can be saved."""


class UnreadableFileError(KnownError):
    """A file that cannot be decoded; the text is the reason without the path."""


class UnavailableFileError(UnreadableFileError):
    """A file whose content cannot be had now; that says nothing about the content, so it is worth another try."""
