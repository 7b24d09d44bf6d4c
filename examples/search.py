# SPDX-License-Identifier: MIT
"""Ask an index a question from Python, with nothing but ctypes:

    python3 search.py INDEX QUESTION

The hits come as the JSON that `pincite search --format json` prints, so that no
struct of the library need be written down here a second time, but for the error.
"""
import ctypes
import json
import sys


class Error(ctypes.Structure):
    _fields_ = [("status", ctypes.c_int), ("message", ctypes.c_char * 512)]


def load(path="libpincite.so.1"):
    library = ctypes.CDLL(path)
    handle, error = ctypes.c_void_p, ctypes.POINTER(Error)
    library.pincite_open.argtypes = [ctypes.c_char_p, handle, ctypes.POINTER(handle), error]
    library.pincite_search.argtypes = [
        handle, ctypes.c_char_p, ctypes.c_size_t, handle, ctypes.POINTER(handle), error]
    library.pincite_hits_json.argtypes = [
        handle, ctypes.POINTER(handle), ctypes.POINTER(ctypes.c_size_t), error]
    for name in ("pincite_hits_free", "pincite_free", "pincite_close"):
        getattr(library, name).argtypes = [handle]
        getattr(library, name).restype = None
    return library


def check(status, error):
    if status < 0:
        raise RuntimeError(error.message.decode())


def search(library, path, question):
    """The answer to 'question' as a dictionary, schema pincite.search/1."""
    error, index, hits = Error(), ctypes.c_void_p(), ctypes.c_void_p()
    text, size = ctypes.c_void_p(), ctypes.c_size_t()
    asked = question.encode()
    try:
        check(library.pincite_open(path.encode(), None, index, error), error)
        check(library.pincite_search(index, asked, len(asked), None, hits, error), error)
        check(library.pincite_hits_json(hits, text, size, error), error)
        return json.loads(ctypes.string_at(text, size.value))
    finally:
        library.pincite_free(text)
        library.pincite_hits_free(hits)
        library.pincite_close(index)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: search.py INDEX QUESTION")
    try:
        answer = search(load(), sys.argv[1], sys.argv[2])
    except RuntimeError as failure:
        sys.exit(f"search.py: {failure}")
    for hit in answer["hits"]:
        print(hit["id"], "", hit["title"])
        print("   ", hit["snippet"])
