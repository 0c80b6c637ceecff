using System.Linq.Expressions;
using System.Text.RegularExpressions;
using Rerun.Arrow.Types;
using Rerun.Data.Linq.Parsing;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Translation;

/// <content>Members of <see cref="string"/>, <see cref="char"/> and <see cref="Regex"/>. Texts are compared ordinally, places are UTF-16 units.</content>
internal sealed partial class ScalarTranslator
{
    // What string.Trim() takes away: the characters for which char.IsWhiteSpace is true.
    private static readonly string WhiteSpace = string.Concat(Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(char.IsWhiteSpace));

    private static readonly Dictionary<string, string> CharacterClasses = new()
    {
        ["IsDigit"] = @"^\p{Nd}", ["IsLetter"] = @"^\p{L}", ["IsUpper"] = @"^\p{Lu}", ["IsLower"] = @"^\p{Ll}", ["IsLetterOrDigit"] = @"^[\p{L}\p{Nd}]",
        ["IsWhiteSpace"] = @"^\s", ["IsPunctuation"] = @"^\p{P}", ["IsAsciiDigit"] = "^[0-9]", ["IsAsciiLetter"] = "^[A-Za-z]",
    };

    private ScalarExpression Text(MethodCallExpression node, string name)
    {
        Expression[] operands = Operands(node);
        bool ignoresCase = false;
        if (operands.LastOrDefault() is { } last && last.Type == typeof(StringComparison))
        {
            ignoresCase = last is ConstantExpression { Value: StringComparison.OrdinalIgnoreCase };
            if (!ignoresCase && last is not ConstantExpression { Value: StringComparison.Ordinal })
            {
                throw Error(node, "text is compared ordinally.", "Pass StringComparison.Ordinal, OrdinalIgnoreCase or none.");
            }

            operands = operands[..^1];
        }

        switch (name)
        {
            case "Concat":
                Expression[] parts = operands is [NewArrayExpression array] ? [.. array.Expressions] : operands;
                return parts.All(part => part.Type == typeof(string) || part.Type == typeof(object))
                    ? builder.Call("concat", [.. parts.Select(TextOf)])
                    : throw Error(node, "the engine has no function for string.Concat of lists.");
            case "Format" when operands is [ConstantExpression { Value: string format }, .. var arguments]:
                return Format(format, arguments is [NewArrayExpression all] ? [.. all.Expressions] : arguments, node);
            case "get_Chars":
                return builder.Call("substring_utf16", Value(operands[0]), Value(operands[1]), Constant.Of(1));
            case "ToString" when operands.Length == 1:
                return Value(operands[0]);
            case "Compare" or "CompareTo" or "CompareOrdinal" when operands.Length == 2:
                return Compared(Folded(operands[0], ignoresCase), Folded(operands[1], ignoresCase));
            case "Join" when operands is [var separator, NewArrayExpression { NodeType: ExpressionType.NewArrayInit } joined]:
                return builder.Call("concat", [ConstantOf("", node), .. joined.Expressions.SelectMany((part, i) => i == 0 ? [TextOf(part)] : new[] { Value(separator), TextOf(part) })]);
            case "Join" when operands is [var separator, LeafExpression list] && SqlTypes.IsList(list.Raw.Type) && list.Type != typeof(string) && SqlTypes.ElementOf(list.Raw.Type) is StringType:
                return builder.Call("array_to_string", list.Value, Value(separator), ConstantOf("", node));
            case "Split" or "Join" or "Normalize" or "IsInterned" or "Intern":
                throw Error(node, $"the engine has no function for string.{name}.");
        }

        ScalarExpression[] values = [.. operands.Select(operand => Folded(operand, ignoresCase))];
        return (name, values) switch
        {
            ("Contains", [_, _]) => TwoValued(builder.Call("contains", values)),
            ("StartsWith", [_, _]) => TwoValued(builder.Call("starts_with", values)),
            ("EndsWith", [_, _]) => TwoValued(builder.Call("ends_with", values)),
            ("Equals", [var one, var other]) => Equal(one, other, true, false),
            ("ToUpper" or "ToUpperInvariant", [_]) => builder.Call("upper", values),
            ("ToLower" or "ToLowerInvariant", [_]) => builder.Call("lower", values),
            ("Trim" or "TrimStart" or "TrimEnd", [var text]) => Trimmed(name, text, ConstantOf(WhiteSpace, node)),
            ("Trim" or "TrimStart" or "TrimEnd", [var text, { Type: StringType } characters]) => Trimmed(name, text, characters),
            ("Replace", [_, _, Constant { Value: null }]) => builder.Call("replace", values[0], values[1], ConstantOf("", node)),
            ("Replace", [_, _, _]) => builder.Call("replace", values),
            ("Substring", [_, _] or [_, _, _]) => builder.Call("substring_utf16", values),
            ("Remove", [var text, var start]) => builder.Call("substring_utf16", text, Constant.Of(0), start),
            ("Remove", [var text, var start, var count]) => builder.Call(
                "||", builder.Call("substring_utf16", text, Constant.Of(0), start), builder.Call("substring_utf16", text, builder.Call("+", start, count))),
            ("Insert", [var text, var start, var part]) => builder.Call(
                "||", builder.Call("||", builder.Call("substring_utf16", text, Constant.Of(0), start), part), builder.Call("substring_utf16", text, start)),
            ("PadLeft", [var text, var width]) => builder.Call("||", Filling(text, width, ConstantOf(" ", node)), text),
            ("PadLeft", [var text, var width, var fill]) => builder.Call("||", Filling(text, width, fill), text),
            ("PadRight", [var text, var width]) => builder.Call("||", text, Filling(text, width, ConstantOf(" ", node))),
            ("PadRight", [var text, var width, var fill]) => builder.Call("||", text, Filling(text, width, fill)),
            ("IndexOf", [_, _]) => Number(builder.Call("index_of_utf16", values)),
            ("IndexOf", [var text, var part, var start]) when SqlTypes.IsInteger(start.Type) => IndexFrom(text, part, start),
            ("LastIndexOf", [var text, var part]) => LastIndex(text, part),
            ("IsNullOrEmpty", [var text]) => PlanBuilder.Or(builder.IsNull(text), TwoValued(builder.Compare("=", text, ConstantOf("", node)))),
            ("IsNullOrWhiteSpace", [var text]) => PlanBuilder.Or(
                builder.IsNull(text), TwoValued(builder.Compare("=", Trimmed("Trim", text, ConstantOf(WhiteSpace, node)), ConstantOf("", node)))),
            _ => throw Error(node, $"the engine has no function for string.{name}."),
        };
    }

    private ScalarExpression Character(MethodCallExpression node, string name, bool isCondition)
    {
        if (CharacterClasses.TryGetValue(name, out string? pattern) && node.Arguments is [var tested] && tested.Type == typeof(char))
        {
            ScalarExpression test = builder.Call("~", Value(tested), ConstantOf(pattern, node));
            return isCondition ? test : TwoValued(test);
        }

        return (name, Operands(node)) switch
        {
            ("ToUpperInvariant" or "ToUpper", [var c]) => builder.Call("upper", Value(c)),
            ("ToLowerInvariant" or "ToLower", [var c]) => builder.Call("lower", Value(c)),
            ("ToString", [var c]) => Value(c),
            _ => throw Error(node, $"the engine has no function for char.{name}."),
        };
    }

    private ScalarExpression Matches(MethodCallExpression node, bool isCondition)
    {
        RegexOptions options = node.Arguments is [_, _, ConstantExpression { Value: RegexOptions given }] ? given : RegexOptions.None;
        const RegexOptions Harmless = RegexOptions.IgnoreCase | RegexOptions.Compiled | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        if (node.Method.Name != nameof(Regex.IsMatch) || node.Object is not null || node.Arguments.Count is not (2 or 3)
            || (node.Arguments.Count == 3 && node.Arguments[2] is not ConstantExpression { Value: RegexOptions }) || (options & ~Harmless) != 0)
        {
            throw Error(node, "the engine matches only by Regex.IsMatch, and knows no option but IgnoreCase.");
        }

        ScalarExpression match = builder.Call((options & RegexOptions.IgnoreCase) != 0 ? "~*" : "~", Value(node.Arguments[0]), Value(node.Arguments[1]));
        return isCondition ? match : TwoValued(match);
    }

    private ScalarExpression Folded(Expression operand, bool ignoresCase) =>
        ignoresCase && (operand.Type == typeof(string) || operand.Type == typeof(char)) ? builder.Call("upper", Value(operand)) : Value(operand);

    private ScalarExpression Trimmed(string name, ScalarExpression text, ScalarExpression characters) =>
        builder.Call(name switch { "Trim" => "trim", "TrimStart" => "ltrim", _ => "rtrim" }, text, characters);

    private ScalarExpression Filling(ScalarExpression text, ScalarExpression width, ScalarExpression fill) =>
        builder.Call("repeat", fill, builder.Call("-", width, builder.Call("length_utf16", text)));

    private ScalarExpression IndexFrom(ScalarExpression text, ScalarExpression part, ScalarExpression start)
    {
        ScalarExpression found = builder.Call("index_of_utf16", builder.Call("substring_utf16", text, start), part);
        return Number(PlanBuilder.Case(
            [new CaseArm(builder.Compare("<", found, Constant.Of(0)), found), new CaseArm(builder.Compare(">=", found, Constant.Of(0)), builder.Call("+", found, start))], null));
    }

    // The last occurrence is the first of the reversed part in the reversed text.
    private ScalarExpression LastIndex(ScalarExpression text, ScalarExpression part)
    {
        ScalarExpression isIn = builder.Call("contains", text, part);
        ScalarExpression behind = builder.Call("+", builder.Call("index_of_utf16", builder.Call("reverse", text), builder.Call("reverse", part)), builder.Call("length_utf16", part));
        return Number(PlanBuilder.Case(
            [new CaseArm(isIn, builder.Call("-", builder.Call("length_utf16", text), behind)), new CaseArm(PlanBuilder.Not(isIn), Constant.Of(-1))], null));
    }

    private static ScalarExpression Number(ScalarExpression value) => PlanBuilder.Cast(value, SqlTypes.Int);

    private ScalarExpression Format(string format, IReadOnlyList<Expression> arguments, MethodCallExpression node)
    {
        var parts = new List<ScalarExpression>();
        int done = 0;
        foreach (Match hole in Holes().Matches(format))
        {
            AddText(format[done..hole.Index]);
            done = hole.Index + hole.Length;
            parts.Add(hole.Groups["place"].Success && int.TryParse(hole.Groups["place"].ValueSpan, out int place) && place < arguments.Count
                ? TextOf(arguments[place])
                : hole.Value is "{{" or "}}" ? ConstantOf(hole.Value[..1], node) : throw Error(node, $"the engine cannot write {hole.Value}.", "Format it in the last Select, or after AsEnumerable()."));
        }

        AddText(format[done..]);
        return parts.Count == 0 ? ConstantOf("", node) : builder.Call("concat", [.. parts]);

        void AddText(string text)
        {
            if (text.Length > 0)
            {
                parts.Add(ConstantOf(text, node));
            }
        }
    }

    [GeneratedRegex(@"\{\{|\}\}|\{(?<place>[0-9]+)\}|\{[^}]*\}?")]
    private static partial Regex Holes();

    /// <summary>The text of a value as .NET writes it whatever the culture; null is empty where texts are joined.</summary>
    private ScalarExpression TextOf(Expression node)
    {
        Expression bare = Bare(node);
        Type type = Nullable.GetUnderlyingType(bare.Type) ?? bare.Type;
        if (type == typeof(string) || type == typeof(char))
        {
            return Value(bare);
        }

        if (type == typeof(bool))
        {
            ScalarExpression condition = Value(bare);
            return PlanBuilder.Case([new CaseArm(condition, ConstantOf("True", node)), new CaseArm(PlanBuilder.Not(condition), ConstantOf("False", node))], null);
        }

        if (type.IsEnum)
        {
            return EnumValues.TextOf(builder, Value(bare), type) ?? throw Error(node, $"values of {type.Name} may be combined, so their names are not known to the engine.");
        }

        return NumberType(type) is IntegralType
            ? PlanBuilder.Cast(Value(bare), SqlTypes.Text)
            : throw Error(node, $"how a {type.Name} is written depends on the culture.", "Format it in the last Select, or after AsEnumerable().");
    }
}
