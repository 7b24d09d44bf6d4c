// SPDX-License-Identifier: MIT
//
// The library from C++17: handles that free themselves, errors as exceptions.
//
//     search INDEX QUESTION
#include <pincite.h>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace {

template <auto Free> struct with {
  template <class T> void operator()(T *handle) const { Free(handle); }
};
using index_handle = std::unique_ptr<pincite_index, with<pincite_close>>;
using hits_handle = std::unique_ptr<pincite_hits, with<pincite_hits_free>>;

// Call a function of the library; a failure is thrown with its sentence.
template <class F, class... Arguments>
pincite_status call(F function, Arguments &&...arguments) {
  pincite_error error;
  pincite_status status = function(std::forward<Arguments>(arguments)..., &error);
  if (status < 0)
    throw std::runtime_error(error.message);
  return status;
}

index_handle open(const std::string &path) {
  pincite_index *index = nullptr;
  call(pincite_open, path.c_str(), nullptr, &index);
  return index_handle(index);
}

hits_handle search(const index_handle &index, const std::string &question,
                   const pincite_search_options &options) {
  pincite_hits *hits = nullptr;
  call(pincite_search, index.get(), question.data(), question.size(), &options, &hits);
  return hits_handle(hits);
}

} // namespace

int main(int argc, char **argv) try {
  if (argc != 3)
    throw std::runtime_error("usage: search INDEX QUESTION");
  pincite_search_options options = PINCITE_SEARCH_OPTIONS_INIT;
  options.limit = 3;
  index_handle index = open(argv[1]);
  hits_handle hits = search(index, argv[2], options);
  pincite_hit hit;
  while (call(pincite_hits_next, hits.get(), &hit) == PINCITE_OK)
    std::cout << hit.id << "  " << hit.title << "\n    " << hit.snippet << "\n";
} catch (const std::exception &error) {
  std::cerr << "search: " << error.what() << "\n";
  return 1;
}
