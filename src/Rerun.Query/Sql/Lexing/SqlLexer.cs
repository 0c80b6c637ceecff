using System.Buffers;
using System.Globalization;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Lexing;

/// <summary>
/// Cuts SQL text into tokens without copying any of it. A colon in front of a name is a parameter, except inside <c>[]</c> and
/// <c>{}</c>, where it separates.
/// </summary>
internal ref partial struct SqlLexer
{
    private static readonly SearchValues<char> CommentMarks = SearchValues.Create("/*");

    private readonly string _sql;
    private int _position;
    private int _brackets;

    private SqlLexer(string sql)
    {
        _sql = sql;
    }

    /// <summary>All tokens of a text; the last one is <see cref="SqlTokenKind.End"/>.</summary>
    /// <exception cref="Catalog.RerunException">
    /// A string, quoted name or comment does not end, a number is malformed, or a character has no meaning.
    /// </exception>
    public static SqlToken[] Tokenize(string sql)
    {
        var lexer = new SqlLexer(sql);
        var tokens = new List<SqlToken>(Math.Max(16, sql.Length / 5));
        SqlToken token;
        do
        {
            token = lexer.Next();
            tokens.Add(token);
        }
        while (token.Kind != SqlTokenKind.End);

        return [.. tokens];
    }

    /// <summary>True when a name is one word to the lexer, so that it needs no quotes (but for keywords).</summary>
    public static bool IsWord(string name)
    {
        if (name.Length == 0 || !IsNameStart(name[0]))
        {
            return false;
        }

        foreach (char c in name)
        {
            if (!IsNamePart(c) && c != '$')
            {
                return false;
            }
        }

        return true;
    }

    private SqlToken Next()
    {
        SkipBlanks();
        int start = _position;
        if (start == _sql.Length)
        {
            return new SqlToken(SqlTokenKind.End, SqlKeyword.None, start, 0);
        }

        char c = _sql[start];
        if (IsNameStart(c))
        {
            return Word(start, c);
        }

        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(At(1))))
        {
            return Number(start);
        }

        switch (c)
        {
            case '\'':
                return Quoted(start, start + 1, SqlTokenKind.String, escapes: false);
            case '"':
                return QuotedName(start);
            case '$':
                return Dollar(start);
            case '@' when IsNamePart(At(1)):
                return Parameter(start, SqlTokenKind.AtParameter);
            case ':' when _brackets == 0 && IsNameStart(At(1)):
                return Parameter(start, SqlTokenKind.ColonParameter);
            case '?':
                return Token(SqlTokenKind.QuestionParameter, 1);
        }

        return Operator(start, c);
    }

    private SqlToken Token(SqlTokenKind kind, int length)
    {
        var token = new SqlToken(kind, SqlKeyword.None, _position, length);
        _position += length;
        return token;
    }

    private readonly char At(int offset) => _position + offset < _sql.Length ? _sql[_position + offset] : '\0';

    private readonly Exception Error(int start, int end, string message) =>
        SqlErrors.Syntax(_sql, new SourceSpan(start, Math.Max(1, Math.Min(end, _sql.Length) - start)), message);

    private static bool IsNameStart(char c) =>
        char.IsAsciiLetter(c) || c == '_' || (c >= 0x80 && (char.IsLetter(c) || char.IsSurrogate(c)));

    private static bool IsNamePart(char c) =>
        char.IsAsciiLetterOrDigit(c) || c == '_' || (c >= 0x80 && (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsMark(c)));

    private static bool IsMark(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private readonly int EndOfName(int position)
    {
        while (position < _sql.Length && IsNamePart(_sql[position]))
        {
            position++;
        }

        return position;
    }

    private void SkipBlanks()
    {
        while (_position < _sql.Length)
        {
            char c = _sql[_position];
            if (char.IsWhiteSpace(c) || c is '\uFEFF' or '\u200B')
            {
                _position++;
            }
            else if (c == '-' && At(1) == '-')
            {
                int length = _sql.AsSpan(_position).IndexOfAny('\n', '\r');
                _position = length < 0 ? _sql.Length : _position + length;
            }
            else if (c == '/' && At(1) == '*')
            {
                SkipBlockComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipBlockComment()
    {
        int start = _position;
        int depth = 1;
        _position += 2;
        while (depth > 0)
        {
            int length = _sql.AsSpan(_position).IndexOfAny(CommentMarks);
            if (length < 0)
            {
                throw Error(start, start + 2, "this comment does not end; expected */");
            }

            _position += length;
            (int change, int step) = (_sql[_position], At(1)) switch
            {
                ('*', '/') => (-1, 2),
                ('/', '*') => (1, 2),
                _ => (0, 1),
            };
            depth += change;
            _position += step;
        }
    }
}
