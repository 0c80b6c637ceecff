using System.Globalization;
using System.Text;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Plan.Expressions;

/// <summary>Expressions as SQL text, for EXPLAIN and messages.</summary>
internal static class ExpressionText
{
    private const int MostItems = 8;

    public static string Of(ScalarExpression expression) => expression switch
    {
        ColumnReference column => QuotedName.Of(column.Name),
        OuterReference outer => $"outer.{QuotedName.Of(outer.Name)}",
        Constant constant => ConstantText.Of(constant),
        ParameterReference parameter => (char.IsAsciiDigit(parameter.Name[0]) ? "$" : "@") + parameter.Name,
        FunctionCall call => Call(call.Name, call.Arguments),
        Cast cast => $"{(cast.Try ? "TRY_CAST" : "CAST")}({cast.Operand} AS {SqlTypes.NameOf(cast.Type)})",
        Logical logical => string.Join(logical.Connective == LogicalConnective.And ? " AND " : " OR ", logical.Operands.Select(Operand)),
        Not { Operand: InList list } => In(list, "NOT IN"),
        Not { Operand: FunctionCall { Name: "is_null" } isNull } => $"{Operand(isNull.Arguments[0])} IS NOT NULL",
        Not not => $"NOT {Operand(not.Operand)}",
        InList list => In(list, "IN"),
        Case @case => CaseOf(@case),
        Coalesce coalesce => $"coalesce({string.Join(", ", coalesce.Choices.AsEnumerable())})",
        ScalarSubquery => "(subquery)",
        InSubquery subquery => $"{Operand(subquery.Operand)} IN (subquery)",
        ExistsSubquery => "EXISTS (subquery)",
        _ => expression.GetType().Name,
    };

    public static string Of(AggregateCall call)
    {
        string arguments = call.Arguments.IsEmpty ? "*" : string.Join(", ", call.Arguments.AsEnumerable());
        string order = call.OrderBy.IsEmpty ? "" : $" ORDER BY {string.Join(", ", call.OrderBy.AsEnumerable())}";
        string filter = call.Filter is null ? "" : $" FILTER (WHERE {call.Filter})";
        return $"{call.Name}({(call.Distinct ? "DISTINCT " : "")}{arguments}{order}){filter}";
    }

    private static string Call(string name, PlanList<ScalarExpression> arguments) => (name, arguments.Count) switch
    {
        ("is_null", 1) => $"{Operand(arguments[0])} IS NULL",
        (_, 2) when !IsWord(name) => $"{Operand(arguments[0])} {name} {Operand(arguments[1])}",
        (_, 1) when !IsWord(name) => $"{name}{Operand(arguments[0])}",
        _ => $"{name}({string.Join(", ", arguments.AsEnumerable())})",
    };

    private static bool IsWord(string name) => char.IsLetter(name[0]) || name[0] == '_';

    // Parentheses wherever precedence could be in doubt: the text is for people, and may be pasted back.
    private static string Operand(ScalarExpression expression) => expression switch
    {
        Logical or Not or InList or InSubquery => $"({expression})",
        FunctionCall { Name: "is_null" } => $"({expression})",
        FunctionCall { Arguments.Count: 1 or 2 } call when !IsWord(call.Name) => $"({expression})",
        _ => expression.ToString(),
    };

    private static string In(InList list, string word)
    {
        IEnumerable<string> items = list.Items.Select(item => item.ToString());
        string shown = list.Items.Count <= MostItems
            ? string.Join(", ", items)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", items.Take(MostItems - 1))}, .. {list.Items.Count - MostItems + 1} more");
        return $"{Operand(list.Operand)} {word} ({shown})";
    }

    private static string CaseOf(Case @case)
    {
        var text = new StringBuilder("CASE");
        foreach (CaseArm arm in @case.Arms)
        {
            text.Append(CultureInfo.InvariantCulture, $" WHEN {arm.When} THEN {arm.Then}");
        }

        if (@case.Else is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $" ELSE {@case.Else}");
        }

        return text.Append(" END").ToString();
    }
}
