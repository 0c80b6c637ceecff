using System.Collections.Frozen;
using System.Globalization;
using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Parsing;

/// <content>Numbers, typed literals, intervals, parameters.</content>
internal sealed partial class SqlParser
{
    private static readonly FrozenDictionary<string, IntervalUnit> Units = Enum.GetValues<IntervalUnit>()
        .SelectMany(unit => UnitSpellings(unit), (unit, text) => (unit, text))
        .ToFrozenDictionary(pair => pair.text, pair => pair.unit, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, IntervalUnit>.AlternateLookup<ReadOnlySpan<char>> UnitLookup =
        Units.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string> LiteralTypes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "DATE", "TIME", "TIMETZ", "DATETIME", "DURATION",
        "TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_US", "TIMESTAMP_NS",
        "BOOL", "BOOLEAN", "TINYINT", "SMALLINT", "INT2", "INT4", "INT8", "FLOAT4", "FLOAT8", "INT", "INTEGER", "BIGINT", "FLOAT", "REAL", "DOUBLE", "DECIMAL", "NUMERIC",
        "TEXT", "VARCHAR", "BLOB", "BYTEA", "UUID");

    private static IEnumerable<string> UnitSpellings(IntervalUnit unit)
    {
        string name = unit.ToString();
        yield return name;
        yield return unit switch
        {
            IntervalUnit.Century => "Centuries",
            IntervalUnit.Millennium => "Millennia",
            _ => name + "s",
        };
    }

    private SqlExpression ParseNumber(int start, bool negative)
    {
        SqlToken token = Advance();
        ReadOnlySpan<char> text = TextOf(token);
        if (token.Kind == SqlTokenKind.Integer && SqlLiteralText.Integer(text) is { } value)
        {
            value = negative ? -value : value;
            return value >= long.MinValue ? new IntegerLiteral(Since(start), value) : new DoubleLiteral(Since(start), (double)value);
        }

        if (token.Kind == SqlTokenKind.Integer && text is ['0', not (>= '0' and <= '9' or '_'), ..])
        {
            throw Error(token.Span, "the number does not fit into 64 bits");
        }

        double number = SqlLiteralText.Double(text);
        return double.IsFinite(number)
            ? new DoubleLiteral(Since(start), negative ? -number : number)
            : throw Error(token.Span, "the number is too large for DOUBLE");
    }

    /// <summary>True at a type's name in front of a text: <c>TIMESTAMP '..'</c>, <c>TIMESTAMP WITH TIME ZONE '..'</c>.</summary>
    private bool IsTypedLiteral()
    {
        int length = 1;
        if (Is(SqlKeyword.Time) || Is(SqlKeyword.Timestamp))
        {
            bool says = IsAt(1, SqlKeyword.With) || IsAt(1, SqlKeyword.Without);
            length = says && IsAt(2, SqlKeyword.Time) && IsAt(3, SqlKeyword.Zone) ? 4 : 1;
        }
        else if (IsAt(1, SqlKeyword.Precision))
        {
            length = 2;
        }

        return Peek(length).IsString && LiteralTypes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(TextOf(Current));
    }

    private TypedLiteral ParseTypedLiteral()
    {
        int start = _next;
        TypeSyntax type = ParseType();
        string text = ParseString("a text");
        return new TypedLiteral(Since(start), type, text);
    }

    /// <summary>True at INTERVAL when a value follows, so that it is not a column of that name.</summary>
    private bool IsInterval()
    {
        SqlToken next = Peek(1);
        bool isNegative = next.Kind == SqlTokenKind.Minus && Peek(2).IsNumber && UnitOf(Peek(3)) is not null;
        return next.IsString || next.IsParameter || next.IsNumber || next.Kind == SqlTokenKind.LeftParen || isNegative;
    }

    private IntervalUnit? UnitOf(SqlToken token) =>
        token.Kind == SqlTokenKind.Word && UnitLookup.TryGetValue(TextOf(token), out IntervalUnit unit) ? unit : null;

    private SqlExpression ParseInterval()
    {
        int start = _next;
        SqlToken word = Advance();
        SqlExpression value = ParsePrefix();
        Grow();
        if (UnitOf(Current) is { } unit)
        {
            Advance();
            if (!Is(SqlKeyword.To))
            {
                return new IntervalExpression(Since(start), value, unit);
            }

            // Where the text says the same without units there is nothing more to know.
            Advance();
            IntervalUnit? last = UnitOf(Current);
            bool isPlain = value is StringLiteral && (unit, last) is (IntervalUnit.Year, IntervalUnit.Month) or (IntervalUnit.Day or IntervalUnit.Hour, IntervalUnit.Minute or IntervalUnit.Second);
            if (!isPlain)
            {
                throw NotSupported(Since(start), "INTERVAL .. TO .. is supported for YEAR TO MONTH, and DAY or HOUR TO MINUTE or SECOND; write the units in the text: '1 year 2 months'");
            }

            Advance();
            return new IntervalExpression(Since(start), value, null);
        }

        if (value is StringLiteral)
        {
            return new IntervalExpression(Since(start), value, null);
        }

        if (_tokens[start + 1].Kind != SqlTokenKind.LeftParen)
        {
            throw Expected("the interval's unit (SECOND, MINUTE, ...)");
        }

        // A call of a function that is named interval.
        SyntaxList<SqlExpression> arguments = value is RowExpression row ? row.Items : [value];
        return Call(Since(start), word.Span, SqlLiteralText.Name(_sql, word), arguments.AsSpan());
    }

    private ParameterExpression ParseParameter()
    {
        SqlToken token = Advance();
        ParameterStyle style = token.Kind switch
        {
            SqlTokenKind.AtParameter => ParameterStyle.At,
            SqlTokenKind.DollarParameter => ParameterStyle.Dollar,
            SqlTokenKind.ColonParameter => ParameterStyle.Colon,
            SqlTokenKind.NumberParameter => ParameterStyle.DollarNumber,
            _ => ParameterStyle.Question,
        };
        bool isNamed = style is ParameterStyle.At or ParameterStyle.Dollar or ParameterStyle.Colon;
        if (_parameters.Count > 0)
        {
            ParameterStyle first = _parameters[0].Style;
            bool firstIsNamed = first is ParameterStyle.At or ParameterStyle.Dollar or ParameterStyle.Colon;
            if (firstIsNamed != isNamed || (!isNamed && first != style))
            {
                string both = $"{TextOf(token)} after {TextOf(_parameters[0])}";
                throw Error(token.Span, $"parameters by name, by number and by place cannot be mixed in one command: {both}");
            }
        }

        string name = isNamed ? TextOf(token)[1..].ToString() : "";
        int position = style switch
        {
            ParameterStyle.DollarNumber => int.Parse(TextOf(token)[1..], CultureInfo.InvariantCulture),
            ParameterStyle.Question => ++_questions,
            _ => 0,
        };
        var parameter = new ParameterExpression(token.Span, style, name, position);
        _parameters.Add(parameter);
        return parameter;
    }

    private ReadOnlySpan<char> TextOf(SqlNode node) => _sql.AsSpan(node.Span.Start, node.Span.Length);
}
