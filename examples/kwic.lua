-- SPDX-License-Identifier: MIT
--
-- A concordance from LuaJIT, with nothing but its ffi:
--
--     luajit kwic.lua INDEX QUESTION
--
-- Handles are freed by hand, in order: Lua's collector would take them in any.
local ffi = require "ffi"

ffi.cdef [[
typedef struct pincite_index pincite_index;
typedef struct pincite_kwic pincite_kwic;
typedef struct { int status; char message[512]; } pincite_error;
typedef struct {
  const char *id, *article, *title, *published, *source, *left, *match, *right;
  size_t start, length;
} pincite_kwic_line;
int pincite_open(const char *path, const void *options, pincite_index **out,
                 pincite_error *err);
void pincite_close(pincite_index *index);
int pincite_kwic_open(pincite_index *index, const char *query, size_t length,
                      const void *options, pincite_kwic **out, pincite_error *err);
int pincite_kwic_next(pincite_kwic *kwic, pincite_kwic_line *line, pincite_error *err);
void pincite_kwic_free(pincite_kwic *kwic);
]]

local pincite = ffi.load "libpincite.so.1"
local failure = ffi.new "pincite_error"

local function check(status)
  if status < 0 then
    error(ffi.string(failure.message), 0)
  end
  return status
end

-- Calls 'each' for the lines of a question; each is good until the next one.
local function concordance(path, question, each)
  local index, kwic = ffi.new "pincite_index *[1]", ffi.new "pincite_kwic *[1]"
  local line = ffi.new "pincite_kwic_line"
  local done, sentence = pcall(function()
    check(pincite.pincite_open(path, nil, index, failure))
    check(pincite.pincite_kwic_open(index[0], question, #question, nil, kwic, failure))
    while check(pincite.pincite_kwic_next(kwic[0], line, failure)) == 0 do
      each(line)
    end
  end)
  pincite.pincite_kwic_free(kwic[0])
  pincite.pincite_close(index[0])
  return done, sentence
end

if #arg ~= 2 then
  io.stderr:write "usage: kwic.lua INDEX QUESTION\n"
  os.exit(2)
end
local done, sentence = concordance(arg[1], arg[2], function(line)
  local left, match, right = ffi.string(line.left), ffi.string(line.match), ffi.string(line.right)
  print(("%40s[%s]%s  %s"):format(left, match, right, ffi.string(line.id)))
end)
if not done then
  io.stderr:write("kwic.lua: ", sentence, "\n")
  os.exit(1)
end
