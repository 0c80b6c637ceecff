using System.Runtime.CompilerServices;
using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <summary>
/// The parser of the dialect: recursive descent for statements and clauses, precedence climbing for expressions. Both the depth of the
/// recursion and the height of the tree are bounded, so that neither hostile text nor its consumers can overflow the stack.
/// </summary>
internal sealed partial class SqlParser
{
    /// <summary>The greatest height of a syntax tree. Chains of AND, OR and UNION are flat and count as one.</summary>
    public const int MaxDepth = 1000;

    // A sub-query is several nodes deep, here and in whatever walks the tree afterwards.
    private const int QueryWeight = 4;

    private readonly string _sql;
    private readonly SqlToken[] _tokens;
    private readonly List<ParameterExpression> _parameters = [];
    private int _next;
    private int _depth;
    private int _height;
    private int _questions;

    private SqlParser(string sql)
    {
        _sql = sql;
        _tokens = SqlLexer.Tokenize(sql);
    }

    private SqlToken Current => _tokens[_next];

    /// <summary>Parses a command text of any number of statements separated by semicolons.</summary>
    /// <exception cref="Catalog.RerunException">
    /// The text does not follow the grammar, or asks for what is not offered; the message points at the place.
    /// </exception>
    public static SqlScript ParseScript(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var parser = new SqlParser(sql);
        var statements = new List<StatementSyntax>();
        while (true)
        {
            while (parser.Take(SqlTokenKind.Semicolon))
            {
            }

            if (parser.Current.Kind == SqlTokenKind.End)
            {
                return new SqlScript(sql, [.. statements], [.. parser._parameters]);
            }

            statements.Add(parser.ParseStatement());
            if (parser.Current.Kind is not (SqlTokenKind.Semicolon or SqlTokenKind.End))
            {
                throw parser.Expected("the end of the statement or ;");
            }
        }
    }

    /// <summary>Parses a text that is one query and nothing else: a view's definition.</summary>
    public static QuerySyntax ParseQueryText(string sql) => ParseWhole(sql, parser => parser.ParseQuery());

    /// <summary>Parses a text that is one expression and nothing else.</summary>
    public static SqlExpression ParseExpressionText(string sql) => ParseWhole(sql, parser => parser.ParseExpression());

    /// <summary>Parses a text that is one type and nothing else: <c>STRUCT(a INT)[]</c>.</summary>
    public static TypeSyntax ParseTypeText(string sql) => ParseWhole(sql, parser => parser.ParseType());

    private static T ParseWhole<T>(string sql, Func<SqlParser, T> parse)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var parser = new SqlParser(sql);
        T result = parse(parser);
        return parser.Current.Kind == SqlTokenKind.End ? result : throw parser.Expected("the end of the text");
    }

    private SqlToken Peek(int offset) => _tokens[Math.Min(_next + offset, _tokens.Length - 1)];

    private bool Is(SqlKeyword keyword) => Current.Keyword == keyword;

    private bool Is(SqlTokenKind kind) => Current.Kind == kind;

    private bool IsAt(int offset, SqlKeyword keyword) => Peek(offset).Keyword == keyword;

    private bool IsAt(int offset, SqlTokenKind kind) => Peek(offset).Kind == kind;

    private SqlToken Advance()
    {
        SqlToken token = Current;
        if (token.Kind != SqlTokenKind.End)
        {
            _next++;
        }

        return token;
    }

    private bool Take(SqlKeyword keyword)
    {
        if (Current.Keyword != keyword)
        {
            return false;
        }

        _next++;
        return true;
    }

    private bool Take(SqlTokenKind kind)
    {
        if (Current.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    /// <summary>Takes two keywords if both are there.</summary>
    private bool Take(SqlKeyword first, SqlKeyword second)
    {
        if (!Is(first) || !IsAt(1, second))
        {
            return false;
        }

        _next += 2;
        return true;
    }

    private void Expect(SqlKeyword keyword)
    {
        if (!Take(keyword))
        {
            throw Expected(SqlKeywords.TextOf(keyword));
        }
    }

    private void Expect(SqlTokenKind kind, string text)
    {
        if (!Take(kind))
        {
            throw Expected(text);
        }
    }

    private ReadOnlySpan<char> TextOf(SqlToken token) => _sql.AsSpan(token.Start, token.Length);

    /// <summary>True when the token is a word that is spelt so in any case: for words that are no keywords.</summary>
    private bool IsWord(int offset, string word) =>
        Peek(offset) is { Kind: SqlTokenKind.Word } token && TextOf(token).Equals(word, StringComparison.OrdinalIgnoreCase);

    private bool TakeWord(string word)
    {
        bool found = IsWord(0, word);
        _next += found ? 1 : 0;
        return found;
    }

    /// <summary>From the start of a token to the end of the last one taken.</summary>
    private SourceSpan Since(int token)
    {
        int start = _tokens[token].Start;
        return new SourceSpan(start, Math.Max(0, _tokens[Math.Max(token, _next - 1)].End - start));
    }

    private SourceSpan From(SqlNode first) => new(first.Span.Start, Math.Max(0, _tokens[_next - 1].End - first.Span.Start));

    private int Enter(int weight = 1)
    {
        _depth += weight;
        if (_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw TooDeep();
        }

        int outer = _height;
        _height = 0;
        return outer;
    }

    private void Leave(int outer, int weight = 1)
    {
        _depth -= weight;
        Grow(weight - 1);
        _height = Math.Max(outer, _height);
    }

    /// <summary>Notes that a node was put on top of everything parsed since the last <see cref="Enter"/>.</summary>
    private void Grow(int levels = 1)
    {
        _height += levels;
        if (_height > MaxDepth)
        {
            throw TooDeep();
        }
    }

    private List<T> ParseList<T>(Func<SqlParser, T> parseItem)
    {
        var items = new List<T>();
        do
        {
            items.Add(parseItem(this));
        }
        while (Take(SqlTokenKind.Comma));
        return items;
    }

    private SyntaxList<T> ParseParenthesizedList<T>(Func<SqlParser, T> parseItem)
    {
        Expect(SqlTokenKind.LeftParen, "(");
        List<T> items = ParseList(parseItem);
        ExpectClosing("a comma or )");
        return [.. items];
    }

    private void ExpectClosing(string expected = ")") => Expect(SqlTokenKind.RightParen, expected);
}
