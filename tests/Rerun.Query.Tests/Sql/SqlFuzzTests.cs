using System.Diagnostics;
using Rerun.Catalog;
using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Printing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Tests.Sql;

public class SqlFuzzTests
{
    private static readonly string[] Pieces =
    [
        .. SqlKeywords.All, "a", "b", "t", "\"q\"", "1", "2.5", "'x'", "E'\\n'", "$$d$$", "X'00'", "@p", "$1", "?", ":p", "(", ")", "[", "]", "{", "}", ",", ";", ".",
        ":", "::", ":=", "=>", "->", "+", "-", "*", "**", ".*", "lambda", "lambda x:", "/", "//", "%", "^", "^@", "||", "|", "&", "&&", "#", "~", "~*", "!~", "<<", ">>", "=", "<>", "<", "<=", ">",
        ">=", "@>", "<@", "--\n", "/* */",
    ];

    [Fact]
    public void Random_tokens_give_a_tree_or_the_error()
    {
        for (int seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            string sql = string.Join(random.Next(3) == 0 ? "" : " ", Enumerable.Range(0, random.Next(1, 40)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            Check(sql, seed);
        }
    }

    [Fact]
    public void Random_characters_give_a_tree_or_the_error()
    {
        const string Characters = "abc'\"$@:?()[]{}.,;-+*/\\<>=!~#%^&|eExX01_ \n\t\0\u00e9\ud83d\ude00\uffff";
        for (int seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            string sql = (random.Next(2) == 0 ? "SELECT " : "") + string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => Characters[random.Next(Characters.Length)]));
            Check(sql, seed);
        }
    }

    [Fact]
    public void Damaged_statements_give_a_tree_or_the_error()
    {
        string[] corpus = SqlCorpus.All;
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            string sql = corpus[random.Next(corpus.Length)];
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                sql = Damage(sql, corpus, random);
            }

            Check(sql, seed);
        }
    }

    private static string Damage(string sql, string[] corpus, Random random)
    {
        int at = random.Next(sql.Length + 1);
        int length = random.Next(Math.Min(12, sql.Length - at) + 1);
        string other = corpus[random.Next(corpus.Length)];
        return random.Next(5) switch
        {
            0 => sql.Remove(at, length),
            1 => sql.Insert(at, " " + Pieces[random.Next(Pieces.Length)] + " "),
            2 => sql[..at] + other[random.Next(other.Length)..],
            3 => sql.Insert(at, sql.Substring(at, length)),
            _ => sql[..at],
        };
    }

    /// <summary>Either the text is refused with a position inside it, or its tree survives printing.</summary>
    private static void Check(string sql, int seed)
    {
        long start = Stopwatch.GetTimestamp();
        SqlScript script;
        try
        {
            script = SqlParser.ParseScript(sql);
        }
        catch (RerunException error)
        {
            Assert.InRange(error.Position, 1, sql.Length + 1);
            Assert.True(error.SqlState is "42601" or "0A000", $"seed {seed}: {error.SqlState} for {sql}");
            return;
        }
        catch (Exception error) when (error is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"seed {seed}: {sql}\n{error}");
            return;
        }

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2), $"seed {seed}: slow for {sql}");
        string printed = SqlPrinter.Print(script);
        try
        {
            Assert.Equal(script.Statements, SqlParser.ParseScript(printed).Statements);
        }
        catch (Exception error)
        {
            Assert.Fail($"seed {seed}\ntext    {sql}\nprinted {printed}\n{error.Message}");
        }
    }
}
