using System.Text;
using System.Text.Json;
using Rerun.Catalog.Embedded.Indexes.Text;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Indexes;

public class TextAnalyzerTests
{
    [Theory]
    [InlineData("caresses ponies ties caress cats gas this kiwis", "caress poni tie caress cat gas kiwi")]
    [InlineData("agreed plastered bled motoring sing hopping hoped falling failing filing", "agre plaster bled motor sing hop hope fall fail file")]
    [InlineData("conflated troubled sized happy cry by say", "conflat troubl size happi cri say")]
    [InlineData("relational conditional rational valenci digitizer radicalli vietnamization operator", "relat condit ration valenc digit radic vietnam oper")]
    [InlineData("feudalism decisiveness hopefulness callousness formaliti sensitiviti", "feudal decis hope callous formal sensit")]
    [InlineData("triplicate formative formalize electricity electrical goodness", "triplic format formal electr electr good")]
    [InlineData("revival allowance inference airliner adjustable defensible irritant replacement adoption", "reviv allow infer airlin adjust defens irrit replac adopt")]
    [InlineData("generate generic communism arsenal dying skies news inning proceeding", "generat generic communism arsenal die sky news inning proceed")]
    [InlineData("consistently knightly knocking kneeling winds windy", "consist knight knock kneel wind windi")]
    public void English_words_become_their_stems(string words, string stems) =>
        Assert.Equal(stems, string.Join(' ', TextAnalyzer.Of("simple").Terms(words)));

    [Theory]
    [InlineData("simple", "The naïve Café's œuvre: 1½ STRASSE, straße!", "naiv|cafe|s|oeuvr|1½|strass|strasse")]
    [InlineData("whitespace", "Heavy -rain, early.", "heavi|-rain,|early.")]
    [InlineData("raw", "Heavy Rain", "heavy rain")]
    [InlineData("ngram", "The wÏnd", "he |e w| wi|win|ind")]
    [InlineData("simple", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    [InlineData("ngram", "ab", "")]
    public void Tokenizers_split_in_their_ways(string tokenizer, string text, string terms) =>
        Assert.Equal(terms, string.Join('|', TextAnalyzer.Of(tokenizer).Terms(text)));

    [Fact]
    public void An_unknown_tokenizer_is_refused_by_name()
    {
        var error = Assert.Throws<RerunException>(() => TextAnalyzer.Of("jieba/default"));
        Assert.Equal(RerunErrorCode.InvalidArgument, error.ErrorKind);
        Assert.Contains("jieba/default", error.Message);
        Assert.Contains("whitespace", error.Message);
    }

    [Fact]
    public void Terms_are_told_apart_also_as_the_database_reads_them()
    {
        var text = new StringBuilder();
        Assert.Equal(3, TermText.Append(text, ["two words", "a.b", "plain"], 7));
        var parts = text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([TermText.Of("two words", 7), TermText.Of("a.b", 7), TermText.Of("plain", 7)], parts);
        Assert.NotEqual(TermText.Of("a.", 7), TermText.Of("a\uE02E", 7));
        Assert.NotEqual(TermText.Of("1a", 2), TermText.Of("a", 21));
        Assert.All(parts, part => Assert.DoesNotContain(part, letter => letter < 128 && !char.IsAsciiLetterOrDigit(letter)));
    }

    /// <summary>What the official server scored, by BM25 computed here over our terms: 30 queries, four tokenizers.</summary>
    [SharedTheory("golden")]
    [InlineData("simple")]
    [InlineData("whitespace")]
    [InlineData("raw")]
    [InlineData("ngram")]
    public void The_official_server_finds_and_scores_by_the_same_terms(string tokenizer)
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("golden", "catalog", "0.33.1.json")));
        var observed = golden.RootElement.GetProperty("cases").EnumerateObject().Single(entry => entry.Name.StartsWith("X01", StringComparison.Ordinal))
            .Value.GetProperty("observed");
        string[] sentences = [.. observed.GetProperty("sentences").EnumerateArray().Select(text => text.GetString()!)];
        var queries = observed.GetProperty("hits_as_sentence_number_and_score").GetProperty($"{tokenizer} position=False");
        var analyzer = TextAnalyzer.Of(tokenizer);
        foreach (var query in queries.EnumerateObject())
        {
            // It cannot answer what has only stop words; no rows is the right answer.
            var expected = query.Value.ValueKind == JsonValueKind.String
                ? []
                : query.Value.EnumerateArray().Select(hit => ((int)hit[0].GetDouble(), hit[1].GetDouble())).ToList();
            var scores = NaiveBm25.Score([.. sentences.Select(text => analyzer.Terms(text).ToArray())], [.. analyzer.Terms(query.Name)]);
            var actual = scores.Select((score, i) => (i, score)).Where(hit => hit.score is not null).ToList();
            Assert.Equal(expected.Select(hit => hit.Item1), actual.Select(hit => hit.i));
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Item2, pair.Second.score!.Value, 1e-4));
        }
    }
}
