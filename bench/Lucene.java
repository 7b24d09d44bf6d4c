// SPDX-License-Identifier: MIT
//
// Lucene.java - the peer that is Lucene: BM25, EnglishAnalyzer without stop words,
// text stored, one segment. See bench.h. The index is warmed by one pass over all
// questions before each is measured.
import java.io.*;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.apache.lucene.analysis.*;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.search.spans.*;
import org.apache.lucene.store.*;

public class Lucene {
  static final Analyzer analyzer = new EnglishAnalyzer(CharArraySet.EMPTY_SET);

  // The value of a string in a line of JSON as bench/run writes them: one object of
  // strings, a key at a time.
  static Map<String, String> parse(String line) {
    Map<String, String> out = new HashMap<>();
    int at = line.indexOf('{') + 1;
    while (true) {
      int quote = line.indexOf('"', at);
      if (quote < 0) return out;
      StringBuilder key = new StringBuilder(), value = new StringBuilder();
      at = string(line, quote + 1, key);
      at = string(line, line.indexOf('"', at) + 1, value);
      out.put(key.toString(), value.toString());
    }
  }

  static int string(String line, int at, StringBuilder out) {
    while (line.charAt(at) != '"') {
      char c = line.charAt(at++);
      if (c == '\\') {
        c = line.charAt(at++);
        if (c == 'u') {
          c = (char) Integer.parseInt(line.substring(at, at + 4), 16);
          at += 4;
        } else {
          int known = "ntrbf".indexOf(c);
          if (known >= 0) c = "\n\t\r\b\f".charAt(known);
        }
      }
      out.append(c);
    }
    return at + 1;
  }

  static void build(String path, String[] args) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(analyzer);
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    config.setRAMBufferSizeMB(128);
    try (Directory folder = FSDirectory.open(Paths.get(path));
         IndexWriter writer = new IndexWriter(folder, config)) {
      for (int i = 2; i < args.length; i++)
        try (BufferedReader in = Files.newBufferedReader(Paths.get(args[i]))) {
          for (String line; (line = in.readLine()) != null;) {
            Map<String, String> fields = parse(line);
            Document document = new Document();
            String title = fields.getOrDefault("title", "");
            document.add(new StoredField("id", fields.getOrDefault("_id", "")));
            document.add(new StoredField("title", title));
            document.add(new StringField("source", fields.getOrDefault("source", ""),
                                         Field.Store.NO));
            document.add(new TextField("text", title + "\n" + fields.getOrDefault("text", ""),
                                       Field.Store.YES));
            writer.addDocument(document);
          }
        }
      writer.forceMerge(1);
    }
  }

  static String term(String word) throws IOException {
    try (TokenStream stream = analyzer.tokenStream("text", word)) {
      CharTermAttribute text = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      String found = stream.incrementToken() ? text.toString() : word;
      stream.end();
      return found;
    }
  }

  static Query query(String kind, String source, String[] words) throws IOException {
    if (kind.equals("prefix")) {
      PrefixQuery prefix = new PrefixQuery(new Term("text", words[0]));
      prefix.setRewriteMethod(new MultiTermQuery.TopTermsScoringBooleanQueryRewrite(1024));
      return prefix;
    }
    if (kind.equals("phrase")) {
      PhraseQuery.Builder phrase = new PhraseQuery.Builder();
      for (String word : words) phrase.add(new Term("text", term(word)));
      return phrase.build();
    }
    if (kind.equals("near")) {
      SpanQuery[] spans = new SpanQuery[words.length];
      for (int i = 0; i < words.length; i++)
        spans[i] = new SpanTermQuery(new Term("text", term(words[i])));
      return new SpanNearQuery(spans, 9, false);
    }
    BooleanClause.Occur occur =
        kind.equals("and") ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD;
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (String word : new LinkedHashSet<>(Arrays.asList(words)))
      all.add(new TermQuery(new Term("text", term(word))), occur);
    if (!kind.equals("filtered")) return all.build();
    return new BooleanQuery.Builder()
        .add(all.build(), BooleanClause.Occur.MUST)
        .add(new TermQuery(new Term("source", source)), BooleanClause.Occur.FILTER)
        .build();
  }

  static void ask(String path, String questions, int k, String system) throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(MMapDirectory.open(Paths.get(path)))) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      ThreadMXBean thread = ManagementFactory.getThreadMXBean();
      List<String> lines = Files.readAllLines(Paths.get(questions), StandardCharsets.UTF_8);
      // The compiler of the JVM needs several passes.
      for (int pass = 0; pass < 4; pass++) {
        int number = 0;
        for (String line : lines) {
          String[] parts = line.split("\t");
          long wall = System.nanoTime(), cpu = thread.getCurrentThreadCpuTime();
          TopDocs found = searcher.search(query(parts[0], parts[1], parts[2].split(" ")), k);
          cpu = thread.getCurrentThreadCpuTime() - cpu;
          wall = System.nanoTime() - wall;
          number++;
          if (pass == 3)
            System.out.printf(Locale.ROOT, "%s\t%d\t%s\t%d\t%.1f\t%.1f\t%d\t%.6f%n", system, k,
                parts[0], number, wall / 1e3, cpu / 1e3, found.scoreDocs.length,
                found.scoreDocs.length == 0 ? 0 : found.scoreDocs[0].score);
        }
      }
    }
  }

  public static void main(String[] args) throws IOException {
    if (args[0].equals("build")) build(args[1], args);
    else ask(args[1], args[2], Integer.parseInt(args[3]), args[4]);
  }
}
