/* SPDX-License-Identifier: MIT
 *
 * xapian.cc - the module pincite-xapian.so: Xapian behind the table of xapian.h.
 *
 * Every function of the table is a body inside guard(), which turns what is thrown into
 * a status; the catches go from the special to the general.
 */
#include "xapian.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include <xapian.h>

struct pincite_xapian_database {
  Xapian::Database database;
  std::unique_ptr<Xapian::WritableDatabase> writer;
  char failed_at[160] = "";

  Xapian::WritableDatabase &writable() {
    if (!writer)
      throw std::invalid_argument("the database was opened for reading only");
    return *writer;
  }
};

struct pincite_xapian_document {
  Xapian::Document document;
};

struct pincite_xapian_query {
  Xapian::Query query;
};

struct pincite_xapian_matches {
  Xapian::MSet set;
};

namespace {

using database = pincite_xapian_database;
using document = pincite_xapian_document;
using query = pincite_xapian_query;
using matches = pincite_xapian_matches;

/* ---- from what is thrown to what is returned ------------------------------------ */

__attribute__((format(printf, 3, 4))) pincite_status
fail(pincite_error *err, pincite_status status, const char *format, ...) noexcept {
  if (err) {
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    err->status = status;
  }
  return status;
}

pincite_status say(pincite_error *err, pincite_status status,
                   const Xapian::Error &error) noexcept {
  try {
    const char *why = error.get_error_string();
    return fail(err, status, "xapian: %s%s%s%s%s", error.get_msg().c_str(),
                why ? ": " : "", why ? why : "", error.get_context().empty() ? "" : " at ",
                error.get_context().c_str());
  } catch (...) {
    return fail(err, status, "xapian: out of memory while saying what failed");
  }
}

/* Run the body; nothing thrown gets out. */
template <typename body> pincite_status guard(pincite_error *err, body run) noexcept {
  try {
    return run();
  } catch (const Xapian::DatabaseModifiedError &error) {
    return say(err, PINCITE_ELOCKED, error);
  } catch (const Xapian::DatabaseLockError &error) {
    return say(err, PINCITE_ELOCKED, error);
  } catch (const Xapian::DatabaseCorruptError &error) {
    return say(err, PINCITE_ECORRUPT, error);
  } catch (const Xapian::DatabaseNotFoundError &error) {
    return say(err, PINCITE_ENOINDEX, error);
  } catch (const Xapian::DatabaseVersionError &error) {
    return say(err, PINCITE_EVERSION, error);
  } catch (const Xapian::DatabaseOpeningError &error) {
    return say(err, PINCITE_ECORRUPT, error);
  } catch (const Xapian::DocNotFoundError &error) {
    return say(err, PINCITE_ENOTFOUND, error);
  } catch (const Xapian::SerialisationError &error) {
    return say(err, PINCITE_ECORRUPT, error);
  } catch (const Xapian::RangeError &error) {
    return say(err, PINCITE_ECORRUPT, error);
  } catch (const Xapian::DatabaseError &error) { /* a file that was cut off, say */
    return say(err, error.get_error_string() ? PINCITE_EIO : PINCITE_ECORRUPT, error);
  } catch (const Xapian::LogicError &error) {
    return say(err, PINCITE_EINVAL, error);
  } catch (const Xapian::Error &error) { /* disk, network, the rest */
    return say(err, PINCITE_EIO, error);
  } catch (const std::bad_alloc &) {
    return fail(err, PINCITE_ENOMEM, "out of memory");
  } catch (const std::length_error &) {
    return fail(err, PINCITE_ECORRUPT, "xapian: a length that cannot be");
  } catch (const std::invalid_argument &error) {
    return fail(err, PINCITE_EINVAL, "xapian: %s", error.what());
  } catch (const std::exception &error) {
    return fail(err, PINCITE_EIO, "xapian: %s", error.what());
  } catch (...) {
    return fail(err, PINCITE_EIO, "xapian: something unknown was thrown");
  }
}

void note_place(database *d, const Xapian::Error &error) {
  snprintf(d->failed_at, sizeof d->failed_at, "%s", error.get_context().c_str());
}

/* For what reads a database: bring it up to date and try once more when a writer has
   overtaken it, and remember which part of a group failed. */
template <typename body>
pincite_status reading(database *d, pincite_error *err, body run) noexcept {
  return guard(err, [&] {
    d->failed_at[0] = '\0';
    try {
      try {
        return run();
      } catch (const Xapian::DatabaseModifiedError &) {
        d->database.reopen();
        return run();
      }
    } catch (const Xapian::NetworkError &error) {
      note_place(d, error);
      throw;
    }
  });
}

template <typename handle> void drop(handle *it) noexcept {
  try {
    delete it;
  } catch (...) {
  }
}

/* A copy in C's memory. */
char *copy(const std::string &bytes) {
  char *out = static_cast<char *>(malloc(bytes.size() + 1));
  if (!out)
    throw std::bad_alloc();
  memcpy(out, bytes.data(), bytes.size());
  out[bytes.size()] = '\0';
  return out;
}

std::string term_of(const char *term, size_t length) {
  if (length == 0 || length > PINCITE__XAPIAN_TERM_LIMIT)
    throw std::invalid_argument("a term has 1 to 240 bytes");
  return std::string(term, length);
}

/* ---- databases ---------------------------------------------------------------------- */

const char *version() {
  return Xapian::version_string();
}

pincite_status open(const char *path, database **out, pincite_error *err) noexcept {
  return guard(err, [&] {
    auto made = std::make_unique<database>();
    made->database = Xapian::Database(path);
    *out = made.release();
    return PINCITE_OK;
  });
}

pincite_status open_remote(const char *host, unsigned port, unsigned timeout,
                           database **out, pincite_error *err) noexcept {
  return guard(err, [&] {
    auto made = std::make_unique<database>();
    made->database = Xapian::Remote::open(host, port, timeout, timeout);
    *out = made.release();
    return PINCITE_OK;
  });
}

pincite_status create(const char *path, int anew, database **out,
                      pincite_error *err) noexcept {
  return guard(err, [&] {
    auto made = std::make_unique<database>();
    int action = anew ? Xapian::DB_CREATE_OR_OVERWRITE : Xapian::DB_CREATE_OR_OPEN;
    made->writer = std::make_unique<Xapian::WritableDatabase>(path, action);
    made->database = *made->writer;
    made->writer->begin_transaction();
    *out = made.release();
    return PINCITE_OK;
  });
}

pincite_status group(database **out, pincite_error *err) noexcept {
  return guard(err, [&] {
    *out = new database;
    return PINCITE_OK;
  });
}

pincite_status add(database *to, const database *part, pincite_error *err) noexcept {
  return guard(err, [&] {
    to->database.add_database(part->database);
    return PINCITE_OK;
  });
}

void close(database *d) noexcept {
  if (!d)
    return;
  try {
    if (d->writer) {
      d->writer->cancel_transaction();
      d->writer->close();
    }
  } catch (...) { /* what was committed stays, and that was all to be kept */
  }
  drop(d);
}

pincite_status reopen(database *d, pincite_error *err) noexcept {
  return reading(d, err, [&] {
    d->database.reopen();
    return PINCITE_OK;
  });
}

/* All writing happens inside a transaction, so that closing can give it up. */
pincite_status commit(database *d, pincite_error *err) noexcept {
  return guard(err, [&] {
    d->writable().commit_transaction();
    d->writable().begin_transaction();
    return PINCITE_OK;
  });
}

pincite_status stats(database *d, pincite_xapian_stats *out, pincite_error *err) noexcept {
  return reading(d, err, [&] {
    pincite_xapian_stats result = {d->database.get_doccount(), d->database.get_lastdocid(),
                                   d->database.get_avlength()};
    *out = result;
    return PINCITE_OK;
  });
}

const char *failed_at(const database *d) noexcept {
  return d->failed_at;
}

uint64_t check_document(const Xapian::Database &d, Xapian::docid id) {
  Xapian::Document it = d.get_document(id);
  Xapian::termcount length = 0;
  it.get_data();
  for (auto at = it.values_begin(); at != it.values_end(); ++at)
    *at;
  for (auto at = it.termlist_begin(); at != it.termlist_end(); ++at) {
    Xapian::termcount places = 0;
    for (auto place = at.positionlist_begin(); place != at.positionlist_end(); ++place)
      places++;
    if (places != at.positionlist_count())
      return 1;
    length += at.get_wdf();
  }
  return length != d.get_doclength(id);
}

/* Not Database::check(): in 1.4 it frees an object as one of another size. */
pincite_status check(database *d, uint64_t *faults, pincite_error *err) noexcept {
  return reading(d, err, [&] {
    const Xapian::Database &all = d->database;
    uint64_t wrong = 0;
    for (auto term = all.allterms_begin(); term != all.allterms_end(); ++term) {
      Xapian::doccount documents = 0;
      for (auto at = all.postlist_begin(*term); at != all.postlist_end(*term); ++at)
        documents++;
      wrong += documents != term.get_termfreq();
    }
    for (auto at = all.postlist_begin(""); at != all.postlist_end(""); ++at)
      wrong += check_document(all, *at);
    *faults = wrong;
    return PINCITE_OK;
  });
}

pincite_status compact(const char *from, const char *to, pincite_error *err) noexcept {
  return guard(err, [&] {
    Xapian::Database(from).compact(std::string(to),
                                   Xapian::DBCOMPACT_NO_RENUMBER |
                                       static_cast<unsigned>(Xapian::Compactor::FULL));
    return PINCITE_OK;
  });
}

/* ---- metadata, spelling ---------------------------------------------------------------- */

pincite_status metadata(database *d, const char *key, char **out, size_t *length,
                        pincite_error *err) noexcept {
  return reading(d, err, [&] {
    std::string value = d->database.get_metadata(key);
    *out = copy(value);
    *length = value.size();
    return PINCITE_OK;
  });
}

pincite_status set_metadata(database *d, const char *key, const char *bytes,
                            size_t length, pincite_error *err) noexcept {
  return guard(err, [&] {
    d->writable().set_metadata(key, std::string(bytes, length));
    return PINCITE_OK;
  });
}

pincite_status add_spelling(database *d, const char *word, size_t length, uint32_t times,
                            pincite_error *err) noexcept {
  return guard(err, [&] {
    d->writable().add_spelling(term_of(word, length), times);
    return PINCITE_OK;
  });
}

pincite_status suggest(database *d, const char *word, size_t length, char **out,
                       pincite_error *err) noexcept {
  return reading(d, err, [&] {
    *out = copy(d->database.get_spelling_suggestion(std::string(word, length)));
    return PINCITE_OK;
  });
}

/* ---- terms and postings -------------------------------------------------------------- */

pincite_status term(database *d, const char *bytes, size_t length, uint64_t *documents,
                    uint64_t *times, pincite_error *err) noexcept {
  return reading(d, err, [&] {
    std::string name = term_of(bytes, length);
    uint64_t with = d->database.get_termfreq(name);
    *times = d->database.get_collection_freq(name);
    *documents = with;
    return PINCITE_OK;
  });
}

pincite_status terms(database *d, const char *prefix, size_t length,
                     pincite_xapian_term_fn *each, void *data,
                     pincite_error *err) noexcept {
  return reading(d, err, [&] {
    std::string head(prefix, length);
    auto end = d->database.allterms_end(head);
    for (auto at = d->database.allterms_begin(head); at != end; ++at) {
      std::string name = *at;
      if (each(name.data(), name.size(), at.get_termfreq(), 0, data))
        break;
    }
    return PINCITE_OK;
  });
}

pincite_status postings(database *d, const char *bytes, size_t length, uint32_t from,
                        pincite_xapian_number_fn *each, void *data,
                        pincite_error *err) noexcept {
  return reading(d, err, [&] {
    std::string name(bytes, length);
    auto end = d->database.postlist_end(name);
    auto at = d->database.postlist_begin(name);
    if (at != end && from > 1)
      at.skip_to(from);
    for (; at != end; ++at)
      if (each(*at, at.get_wdf(), data))
        break;
    return PINCITE_OK;
  });
}

pincite_status positions(database *d, uint32_t id, const char *bytes, size_t length,
                         pincite_xapian_number_fn *each, void *data,
                         pincite_error *err) noexcept {
  return reading(d, err, [&] {
    std::string name = term_of(bytes, length);
    auto end = d->database.positionlist_end(id, name);
    for (auto at = d->database.positionlist_begin(id, name); at != end; ++at)
      if (each(*at, 1, data))
        break;
    return PINCITE_OK;
  });
}

pincite_status document_terms(database *d, uint32_t id, pincite_xapian_term_fn *each,
                              void *data, pincite_error *err) noexcept {
  return reading(d, err, [&] {
    auto end = d->database.termlist_end(id);
    for (auto at = d->database.termlist_begin(id); at != end; ++at) {
      std::string term = *at;
      if (each(term.data(), term.size(), at.get_wdf(), 0, data))
        break;
    }
    return PINCITE_OK;
  });
}

/* ---- documents ------------------------------------------------------------------------- */

pincite_status document_new(document **out, pincite_error *err) noexcept {
  return guard(err, [&] {
    *out = new document;
    return PINCITE_OK;
  });
}

pincite_status document_posting(document *it, const char *bytes, size_t length,
                                uint32_t position, pincite_error *err) noexcept {
  return guard(err, [&] {
    it->document.add_posting(term_of(bytes, length), position);
    return PINCITE_OK;
  });
}

pincite_status document_term(document *it, const char *bytes, size_t length,
                             uint32_t times, pincite_error *err) noexcept {
  return guard(err, [&] {
    it->document.add_term(term_of(bytes, length), times);
    return PINCITE_OK;
  });
}

pincite_status document_value(document *it, unsigned slot, const char *bytes,
                              size_t length, pincite_error *err) noexcept {
  return guard(err, [&] {
    it->document.add_value(slot, std::string(bytes, length));
    return PINCITE_OK;
  });
}

pincite_status document_data(document *it, const char *bytes, size_t length,
                             pincite_error *err) noexcept {
  return guard(err, [&] {
    it->document.set_data(std::string(bytes, length));
    return PINCITE_OK;
  });
}

pincite_status put(database *d, uint32_t id, const document *it,
                   pincite_error *err) noexcept {
  return guard(err, [&] {
    d->writable().replace_document(id, it->document);
    return PINCITE_OK;
  });
}

pincite_status remove(database *d, uint32_t id, pincite_error *err) noexcept {
  return guard(err, [&] {
    d->writable().delete_document(id);
    return PINCITE_OK;
  });
}

pincite_status remove_all(database *d, const char *bytes, size_t length,
                          pincite_error *err) noexcept {
  return guard(err, [&] {
    d->writable().delete_document(term_of(bytes, length));
    return PINCITE_OK;
  });
}

pincite_status data(database *d, uint32_t id, char **out, size_t *length,
                    pincite_error *err) noexcept {
  return reading(d, err, [&] {
    std::string bytes = d->database.get_document(id).get_data();
    *out = copy(bytes);
    *length = bytes.size();
    return PINCITE_OK;
  });
}

pincite_status value(database *d, uint32_t id, unsigned slot, char **out, size_t *length,
                     pincite_error *err) noexcept {
  return reading(d, err, [&] {
    std::string bytes = d->database.get_document(id).get_value(slot);
    *out = copy(bytes);
    *length = bytes.size();
    return PINCITE_OK;
  });
}

/* ---- queries --------------------------------------------------------------------------- */

pincite_status give(query **out, const Xapian::Query &made) {
  auto it = std::make_unique<query>();
  it->query = made;
  *out = it.release();
  return PINCITE_OK;
}

pincite_status query_term(const char *bytes, size_t length, uint32_t times, query **out,
                          pincite_error *err) noexcept {
  return guard(err,
               [&] { return give(out, Xapian::Query(term_of(bytes, length), times)); });
}

Xapian::Query::op operator_of(pincite_xapian_join join) {
  switch (join) {
  case PINCITE_XAPIAN_AND:
    return Xapian::Query::OP_AND;
  case PINCITE_XAPIAN_OR:
    return Xapian::Query::OP_OR;
  case PINCITE_XAPIAN_AND_NOT:
    return Xapian::Query::OP_AND_NOT;
  case PINCITE_XAPIAN_AND_MAYBE:
    return Xapian::Query::OP_AND_MAYBE;
  case PINCITE_XAPIAN_FILTER:
    return Xapian::Query::OP_FILTER;
  case PINCITE_XAPIAN_NEAR:
    return Xapian::Query::OP_NEAR;
  case PINCITE_XAPIAN_PHRASE:
    return Xapian::Query::OP_PHRASE;
  }
  throw std::invalid_argument("an unknown way to join queries");
}

pincite_status query_join(pincite_xapian_join join, query *const *parts, size_t count,
                          uint32_t window, query **out, pincite_error *err) noexcept {
  return guard(err, [&] {
    std::vector<Xapian::Query> list;
    for (size_t i = 0; i < count; i++)
      list.push_back(parts[i]->query);
    return give(out, Xapian::Query(operator_of(join), list.begin(), list.end(), window));
  });
}

pincite_status query_scale(const query *it, double factor, query **out,
                           pincite_error *err) noexcept {
  return guard(err, [&] {
    return give(out, Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, it->query, factor));
  });
}

pincite_status query_range(unsigned slot, const char *from, const char *to, query **out,
                           pincite_error *err) noexcept {
  return guard(err, [&] {
    return give(out, Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, std::string(from),
                                   std::string(to)));
  });
}

pincite_status query_prefix(const char *prefix, size_t length, query **out,
                            pincite_error *err) noexcept {
  return guard(err, [&] {
    return give(out, Xapian::Query(Xapian::Query::OP_WILDCARD, term_of(prefix, length), 0,
                                   Xapian::Query::WILDCARD_LIMIT_ERROR,
                                   Xapian::Query::OP_OR));
  });
}

pincite_status query_all(query **out, pincite_error *err) noexcept {
  return guard(err, [&] { return give(out, Xapian::Query::MatchAll); });
}

pincite_status query_text(const query *it, char **out, pincite_error *err) noexcept {
  return guard(err, [&] {
    *out = copy(it->query.get_description());
    return PINCITE_OK;
  });
}

/* ---- asking ------------------------------------------------------------------------------ */

void set_model(Xapian::Enquire &enquire, const pincite_xapian_request *request) {
  const double *p = request->parameters;
  switch (request->model) {
  case PINCITE_XAPIAN_BM25:
    return enquire.set_weighting_scheme(Xapian::BM25Weight(p[0], p[1], p[2], p[3], p[4]));
  case PINCITE_XAPIAN_BM25_PLUS:
    return enquire.set_weighting_scheme(
        Xapian::BM25PlusWeight(p[0], p[1], p[2], p[3], p[4], p[5]));
  case PINCITE_XAPIAN_PL2_PLUS:
    return enquire.set_weighting_scheme(Xapian::PL2PlusWeight(p[0], p[1]));
  case PINCITE_XAPIAN_PL2:
    return enquire.set_weighting_scheme(Xapian::PL2Weight(p[0]));
  case PINCITE_XAPIAN_DLH:
    return enquire.set_weighting_scheme(Xapian::DLHWeight());
  case PINCITE_XAPIAN_LM: {
    static const Xapian::Weight::type_smoothing kinds[] = {
        Xapian::Weight::TWO_STAGE_SMOOTHING, Xapian::Weight::DIRICHLET_SMOOTHING,
        Xapian::Weight::ABSOLUTE_DISCOUNT_SMOOTHING, Xapian::Weight::JELINEK_MERCER_SMOOTHING};
    unsigned kind = p[1] >= 0 && p[1] <= 3 ? static_cast<unsigned>(p[1]) : 0;
    return enquire.set_weighting_scheme(Xapian::LMWeight(p[0], kinds[kind], p[2], p[3]));
  }
  case PINCITE_XAPIAN_IFB2:
    return enquire.set_weighting_scheme(Xapian::IfB2Weight(p[0]));
  case PINCITE_XAPIAN_INL2:
    return enquire.set_weighting_scheme(Xapian::InL2Weight(p[0]));
  case PINCITE_XAPIAN_TFIDF:
    return enquire.set_weighting_scheme(Xapian::TfIdfWeight("ntn"));
  }
  throw std::invalid_argument("an unknown model");
}

pincite_status search(database *d, const pincite_xapian_request *request, matches **out,
                      pincite_xapian_found *found, pincite_error *err) noexcept {
  return reading(d, err, [&] {
    Xapian::Enquire enquire(d->database);
    set_model(enquire, request);
    enquire.set_query(request->query->query);
    if (request->tie >= 0)
      enquire.set_sort_by_relevance_then_value(static_cast<unsigned>(request->tie), false);
    auto it = std::make_unique<matches>();
    it->set = enquire.get_mset(request->first, request->count, request->at_least);
    *found = {it->set.size(), it->set.get_matches_lower_bound(),
              it->set.get_matches_upper_bound()};
    *out = it.release();
    return PINCITE_OK;
  });
}

pincite_status match(const matches *from, uint32_t index, uint32_t *id, double *weight,
                     pincite_error *err) noexcept {
  return guard(err, [&] {
    auto at = from->set[index];
    *weight = at.get_weight();
    *id = *at;
    return PINCITE_OK;
  });
}

pincite_status match_data(database *d, const matches *from, uint32_t index, char **out,
                          size_t *length, pincite_error *err) noexcept {
  return reading(d, err, [&] {
    std::string bytes = from->set[index].get_document().get_data();
    *out = copy(bytes);
    *length = bytes.size();
    return PINCITE_OK;
  });
}

pincite_status expand(database *d, const uint32_t *ids, size_t count, uint32_t most,
                      pincite_xapian_term_fn *each, void *data,
                      pincite_error *err) noexcept {
  return reading(d, err, [&] {
    Xapian::Enquire enquire(d->database);
    Xapian::RSet relevant;
    for (size_t i = 0; i < count; i++)
      relevant.add_document(ids[i]);
    Xapian::ESet set = enquire.get_eset(most, relevant);
    for (auto at = set.begin(); at != set.end(); ++at) {
      std::string name = *at;
      if (each(name.data(), name.size(), d->database.get_termfreq(name), at.get_weight(),
               data))
        break;
    }
    return PINCITE_OK;
  });
}

} // namespace

extern "C" __attribute__((visibility("default"))) const pincite_xapian pincite_xapian_api;

const pincite_xapian pincite_xapian_api = {
    sizeof(pincite_xapian),
    version,
    open,
    open_remote,
    create,
    group,
    add,
    close,
    reopen,
    commit,
    stats,
    failed_at,
    check,
    compact,
    metadata,
    set_metadata,
    add_spelling,
    suggest,
    term,
    terms,
    postings,
    positions,
    document_new,
    drop<document>,
    document_posting,
    document_term,
    document_value,
    document_data,
    put,
    remove,
    remove_all,
    data,
    value,
    drop<query>,
    query_term,
    query_join,
    query_scale,
    query_range,
    query_prefix,
    query_all,
    query_text,
    search,
    drop<matches>,
    match,
    match_data,
    expand,
    document_terms,
};
