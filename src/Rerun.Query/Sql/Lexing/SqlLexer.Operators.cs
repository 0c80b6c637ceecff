using System.Buffers;

namespace Rerun.Query.Sql.Lexing;

/// <content>Numbers and operators.</content>
internal ref partial struct SqlLexer
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private SqlToken Number(int start)
    {
        bool isDecimal = false;
        int end;
        if (_sql[start] == '0' && (At(1) | 0x20) is 'x' or 'o' or 'b' && char.IsAsciiHexDigit(At(2)))
        {
            int radix = (At(1) | 0x20) switch { 'x' => 16, 'o' => 8, _ => 2 };
            end = Digits(start + 2, radix);
        }
        else
        {
            end = Digits(start, 10);
            if (end < _sql.Length && _sql[end] == '.' && !(end + 1 < _sql.Length && _sql[end + 1] == '.'))
            {
                isDecimal = true;
                end = Digits(end + 1, 10);
            }

            if (end < _sql.Length && (_sql[end] | 0x20) == 'e')
            {
                int exponent = end + 1 < _sql.Length && _sql[end + 1] is '+' or '-' ? end + 2 : end + 1;
                int exponentEnd = Digits(exponent, 10);
                if (exponentEnd > exponent)
                {
                    isDecimal = true;
                    end = exponentEnd;
                }
            }
        }

        if (end < _sql.Length && IsNamePart(_sql[end]))
        {
            throw Error(start, EndOfName(end), "a number ends here with letters; a name that begins with a digit needs double quotes");
        }

        _position = end;
        return new SqlToken(isDecimal ? SqlTokenKind.Decimal : SqlTokenKind.Integer, SqlKeyword.None, start, end - start);
    }

    /// <summary>The end of a run of digits, which single underscores may divide.</summary>
    private readonly int Digits(int position, int radix)
    {
        int start = position;
        while (position < _sql.Length)
        {
            char c = _sql[position];
            bool isDigit = radix == 16 ? char.IsAsciiHexDigit(c) : c >= '0' && c < '0' + radix;
            bool divides = c == '_' && position > start && position + 1 < _sql.Length && char.IsAsciiHexDigit(_sql[position + 1]);
            if (!isDigit && !divides)
            {
                break;
            }

            position++;
        }

        return position;
    }

    private SqlToken Operator(int start, char c)
    {
        char next = At(1);
        switch (c)
        {
            case '(':
                return Token(SqlTokenKind.LeftParen, 1);
            case ')':
                return Token(SqlTokenKind.RightParen, 1);
            case '[':
                _brackets++;
                return Token(SqlTokenKind.LeftBracket, 1);
            case ']':
                _brackets = Math.Max(0, _brackets - 1);
                return Token(SqlTokenKind.RightBracket, 1);
            case '{':
                _brackets++;
                return Token(SqlTokenKind.LeftBrace, 1);
            case '}':
                _brackets = Math.Max(0, _brackets - 1);
                return Token(SqlTokenKind.RightBrace, 1);
            case ',':
                return Token(SqlTokenKind.Comma, 1);
            case ';':
                _brackets = 0;
                return Token(SqlTokenKind.Semicolon, 1);
            case '.':
                return Token(SqlTokenKind.Dot, 1);
            case ':':
                return next switch
                {
                    ':' => Token(SqlTokenKind.DoubleColon, 2),
                    '=' => Token(SqlTokenKind.ColonEqual, 2),
                    _ => Token(SqlTokenKind.Colon, 1),
                };
            case '+':
                return Token(SqlTokenKind.Plus, 1);
            case '-':
                return next == '>' ? Token(SqlTokenKind.Arrow, 2) : Token(SqlTokenKind.Minus, 1);
            case '*':
                return next == '*' ? Token(SqlTokenKind.DoubleStar, 2) : Token(SqlTokenKind.Star, 1);
            case '/':
                return next == '/' ? Token(SqlTokenKind.DoubleSlash, 2) : Token(SqlTokenKind.Slash, 1);
            case '%':
                return Token(SqlTokenKind.Percent, 1);
            case '^':
                return next == '@' && !IsNamePart(At(2)) ? Token(SqlTokenKind.CaretAt, 2) : Token(SqlTokenKind.Caret, 1);
            case '|':
                return next == '|' ? Token(SqlTokenKind.Concat, 2) : Token(SqlTokenKind.Pipe, 1);
            case '&':
                return next == '&' ? Token(SqlTokenKind.DoubleAmpersand, 2) : Token(SqlTokenKind.Ampersand, 1);
            case '#':
                return Token(SqlTokenKind.Hash, 1);
            case '~':
                return next == '*' ? Token(SqlTokenKind.TildeStar, 2) : Token(SqlTokenKind.Tilde, 1);
            case '!' when next == '~':
                return At(2) == '*' ? Token(SqlTokenKind.NotTildeStar, 3) : Token(SqlTokenKind.NotTilde, 2);
            case '!' when next == '=':
                return Token(SqlTokenKind.NotEqual, 2);
            case '=':
                return next == '>' ? Token(SqlTokenKind.FatArrow, 2) : Token(SqlTokenKind.Equal, next == '=' ? 2 : 1);
            case '<':
                // In a<@p the @ begins a parameter, in a <@ b it is part of the operator.
                return next switch
                {
                    '=' => Token(SqlTokenKind.LessOrEqual, 2),
                    '>' => Token(SqlTokenKind.NotEqual, 2),
                    '<' => Token(SqlTokenKind.ShiftLeft, 2),
                    '@' when !IsNamePart(At(2)) => Token(SqlTokenKind.LessAt, 2),
                    _ => Token(SqlTokenKind.Less, 1),
                };
            case '>':
                return next switch
                {
                    '=' => Token(SqlTokenKind.GreaterOrEqual, 2),
                    '>' => Token(SqlTokenKind.ShiftRight, 2),
                    _ => Token(SqlTokenKind.Greater, 1),
                };
            case '@' when next == '>':
                return Token(SqlTokenKind.AtGreater, 2);
            case '`':
                throw Error(start, start + 1, "names are quoted with double quotes, not with backticks");
            default:
                throw Error(start, start + 1, $"the character {Describe(c)} has no meaning here");
        }
    }

    private static string Describe(char c) => char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : $"'{c}'";
}
