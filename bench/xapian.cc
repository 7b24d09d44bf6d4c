/* SPDX-License-Identifier: MIT
 *
 * xapian.cc - the peer that is Xapian: BM25, its English stemmer, positions, the
 * passage as document data. See bench.h.
 */
#include <cstdlib>
#include <cstring>
#include <string>
#include <xapian.h>

#include "bench.h"

namespace {

struct builder {
  Xapian::WritableDatabase db;
  Xapian::TermGenerator terms;
};

void add(const bench_passage *passage, void *data) {
  builder *to = static_cast<builder *>(data);
  Xapian::Document document;
  to->terms.set_document(document);
  to->terms.index_text(passage->title);
  to->terms.increase_termpos();
  to->terms.index_text(passage->text);
  if (*passage->source)
    document.add_boolean_term(std::string("XS") + passage->source);
  document.set_data(std::string(passage->id) + '\n' + passage->title + '\n' +
                    passage->text);
  to->db.add_document(document);
}

void build(const char *path, char **files, int count) {
  builder to{Xapian::WritableDatabase(std::string(path) + ".fresh",
                                      Xapian::DB_CREATE_OR_OVERWRITE),
             Xapian::TermGenerator()};
  to.terms.set_stemmer(Xapian::Stem("english"));
  to.terms.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL);
  bench_read(files, count, add, &to);
  to.db.commit();
  to.db.compact(path);
}

struct reader {
  Xapian::Database db;
  Xapian::Stem stem{"english"};
};

Xapian::Query query_of(const bench_question *question, const reader &from) {
  std::string kind = question->kind;
  if (kind == "prefix")
    return Xapian::Query(Xapian::Query::OP_WILDCARD, question->words[0]);
  std::vector<std::string> terms;
  for (size_t i = 0; i < question->count; i++)
    terms.push_back(from.stem(question->words[i]));
  Xapian::termcount window = static_cast<Xapian::termcount>(terms.size());
  if (kind == "phrase")
    return Xapian::Query(Xapian::Query::OP_PHRASE, terms.begin(), terms.end(), window);
  if (kind == "near")
    return Xapian::Query(Xapian::Query::OP_NEAR, terms.begin(), terms.end(), 11);
  Xapian::Query query(kind == "and" ? Xapian::Query::OP_AND : Xapian::Query::OP_OR,
                      terms.begin(), terms.end());
  if (kind == "filtered")
    query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                          Xapian::Query(std::string("XS") + question->source));
  return query;
}

bench_result ask(const bench_question *question, size_t k, void *data) {
  reader *from = static_cast<reader *>(data);
  Xapian::Enquire enquire(from->db);
  enquire.set_query(query_of(question, *from));
  Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(k));
  return {found.size(), found.empty() ? 0 : found[0].get_weight()};
}

} // namespace

int main(int argc, char **argv) {
  try {
    if (argc > 3 && !strcmp(argv[1], "build")) {
      build(argv[2], argv + 3, argc - 3);
      return 0;
    }
    if (argc != 6)
      bench_die("usage: xapian build|ask ...");
    reader from{Xapian::Database(argv[2])};
    bench_ask(argv[3], strtoull(argv[4], nullptr, 10), argv[5], ask, &from);
  } catch (const Xapian::Error &error) {
    bench_die("%s", error.get_description().c_str());
  }
  return 0;
}
