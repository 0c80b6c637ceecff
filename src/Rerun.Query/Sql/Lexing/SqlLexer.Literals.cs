namespace Rerun.Query.Sql.Lexing;

/// <content>Words, names, literals and parameters.</content>
internal ref partial struct SqlLexer
{
    private SqlToken Word(int start, char first)
    {
        if (At(1) == '\'')
        {
            switch (first)
            {
                case 'e' or 'E':
                    return Quoted(start, start + 2, SqlTokenKind.EscapeString, escapes: true);
                case 'x' or 'X':
                    return Blob(start);
                case 'n' or 'N':
                    return Quoted(start, start + 2, SqlTokenKind.String, escapes: false);
            }
        }

        int end = start + 1;
        while (end < _sql.Length && (IsNamePart(_sql[end]) || _sql[end] == '$'))
        {
            end++;
        }

        _position = end;
        return new SqlToken(SqlTokenKind.Word, SqlKeywords.Find(_sql.AsSpan(start, end - start)), start, end - start);
    }

    private SqlToken QuotedName(int start)
    {
        SqlToken token = Quoted(start, start + 1, SqlTokenKind.QuotedName, escapes: false, quote: '"');
        return token.Length > 2 ? token : throw Error(start, start + 2, "a quoted name cannot be empty");
    }

    private SqlToken Quoted(int start, int content, SqlTokenKind kind, bool escapes, char quote = '\'')
    {
        int position = content;
        while (true)
        {
            ReadOnlySpan<char> rest = _sql.AsSpan(Math.Min(position, _sql.Length));
            int length = escapes ? rest.IndexOfAny(quote, '\\') : rest.IndexOf(quote);
            if (length < 0)
            {
                string what = quote == '"' ? "quoted name" : "text";
                throw Error(start, content, $"this {what} does not end; expected {quote}");
            }

            position += length;
            if (_sql[position] == '\\')
            {
                position += 2;
            }
            else if (position + 1 < _sql.Length && _sql[position + 1] == quote)
            {
                position += 2;
            }
            else
            {
                _position = position + 1;
                return new SqlToken(kind, SqlKeyword.None, start, _position - start);
            }
        }
    }

    private SqlToken Blob(int start)
    {
        SqlToken token = Quoted(start, start + 2, SqlTokenKind.Blob, escapes: false);
        ReadOnlySpan<char> digits = _sql.AsSpan(start + 2, token.Length - 3);
        int wrong = digits.IndexOfAnyExcept(HexDigits);
        if (wrong >= 0)
        {
            throw Error(start + 2 + wrong, start + 3 + wrong, "a binary literal holds hexadecimal digits only");
        }

        return digits.Length % 2 == 0
            ? token
            : throw Error(start, token.End, "a binary literal holds an even number of hexadecimal digits");
    }

    private SqlToken Dollar(int start)
    {
        char next = At(1);
        if (char.IsAsciiDigit(next))
        {
            return Parameter(start, SqlTokenKind.NumberParameter);
        }

        int end = EndOfName(start + 1);
        if (end < _sql.Length && _sql[end] == '$')
        {
            ReadOnlySpan<char> mark = _sql.AsSpan(start, end + 1 - start);
            int length = _sql.AsSpan(end + 1).IndexOf(mark);
            if (length < 0)
            {
                throw Error(start, end + 1, $"this text does not end; expected {mark}");
            }

            return Token(SqlTokenKind.DollarString, end + 1 - start + length + mark.Length);
        }

        return IsNameStart(next)
            ? Parameter(start, SqlTokenKind.DollarParameter)
            : throw Error(start, start + 1, "$ begins a parameter ($1, $name) or a text ($$..$$)");
    }

    private SqlToken Parameter(int start, SqlTokenKind kind)
    {
        int end = EndOfName(start + 1);
        if (kind == SqlTokenKind.NumberParameter)
        {
            ReadOnlySpan<char> digits = _sql.AsSpan(start + 1, end - start - 1);
            if (digits.Length > 5 || digits.ContainsAnyExceptInRange('0', '9') || digits.TrimStart('0').IsEmpty)
            {
                throw Error(start, end, "a numbered parameter is $1 to $99999");
            }
        }

        return Token(kind, end - start);
    }
}
