using System.Globalization;
using System.Text;
using Rerun.Arrow.Types;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Printing;

namespace Rerun.Query.Plan.Expressions;

/// <summary>Expressions as SQL text.</summary>
/// <param name="columnText">What stands for a column.</param>
/// <param name="mostItems">How many entries of a list are written before the rest is only counted.</param>
/// <param name="subqueries">What writes sub-queries; null where they are only mentioned.</param>
internal sealed class ExpressionText(Func<ColumnReference, string> columnText, int mostItems, ISubqueryText? subqueries = null)
{
    private const int MostItemsInMessages = 8;

    private static readonly ExpressionText ForPeople = new(column => SqlPrinter.Identifier(column.Name), MostItemsInMessages);

    /// <summary>An expression for EXPLAIN and messages.</summary>
    public static string Of(ScalarExpression expression) => ForPeople.Write(expression);

    /// <summary>A key of an order for EXPLAIN.</summary>
    public static string Of(SortKey key) => ForPeople.Write(key);

    /// <summary>An aggregate for EXPLAIN and messages.</summary>
    public static string Of(AggregateCall call) => ForPeople.Write(call);

    public string Write(ScalarExpression expression) => expression switch
    {
        ColumnReference column => columnText(column),
        Constant constant => ConstantText.Of(constant),
        ParameterReference parameter => (char.IsAsciiDigit(parameter.Name[0]) ? "$" : "@") + parameter.Name,
        FunctionCall call => Call(call.Name, call.Arguments),
        LambdaCall call => Lambda(call),
        LambdaVariable variable => SqlPrinter.Identifier(variable.Name),
        Cast { Operand: Constant { Value: long, Type: Int32Type } constant, Type: Int64Type } => Write(constant),
        Cast cast => $"{(cast.Try ? "TRY_CAST" : "CAST")}({Write(cast.Operand)} AS {SqlTypes.NameOf(cast.Type)})",
        Logical logical => string.Join(logical.Connective == LogicalConnective.And ? " AND " : " OR ", logical.Operands.Select(Operand)),
        Not { Operand: InList list } => In(list, "NOT IN"),
        Not { Operand: FunctionCall { Name: "is_null" } isNull } => $"{Operand(isNull.Arguments[0])} IS NOT NULL",
        Not not => $"NOT {Operand(not.Operand)}",
        InList list => In(list, "IN"),
        Case @case => CaseOf(@case),
        Coalesce coalesce => $"coalesce({string.Join(", ", coalesce.Choices.Select(Write))})",
        Failing failing => $"error('{failing.Message}')",
        ScalarSubquery query => $"({Text(query.Plan)})",
        OuterReference outer => subqueries?.Of(outer) ?? SqlPrinter.Identifier(outer.Name),
        CorrelatedSubquery query when subqueries is not null => WriteWith(query, subqueries),
        CorrelatedSubquery query => $"{(query.Subquery is ScalarSubquery ? "" : query.Subquery is ExistsSubquery ? "EXISTS " : "IN ")}(subquery of {string.Join(", ", query.Arguments.Select(Write))})",
        InSubquery subquery => $"{Operand(subquery.Operand)} IN ({Text(subquery.Plan)})",
        ExistsSubquery query => $"EXISTS ({Text(query.Plan)})",
        _ => expression.GetType().Name,
    };

    public string Write(SortKey key) =>
        $"{Write(key.Expression)}{(key.Descending ? " DESC" : "")}{(key.NullsFirst == key.Descending ? "" : key.NullsFirst ? " NULLS FIRST" : " NULLS LAST")}";

    public string Write(AggregateCall call)
    {
        string arguments = call.Arguments.IsEmpty ? "*" : string.Join(", ", call.Arguments.Select(Write));
        string order = call.OrderBy.IsEmpty ? "" : $" ORDER BY {string.Join(", ", call.OrderBy.Select(Write))}";
        string filter = call.Filter is null ? "" : $" FILTER (WHERE {Write(call.Filter)})";
        return $"{call.Name}({(call.Distinct ? "DISTINCT " : "")}{arguments}{order}){filter}";
    }

    private string Text(LogicalPlan plan) => subqueries?.Of(plan) ?? "subquery";

    // Inside, the values of the row are known by the text they have here.
    private string WriteWith(CorrelatedSubquery query, ISubqueryText writer)
    {
        for (int i = 0; i < query.Parameters.Count; i++)
        {
            writer.Name(query.Parameters[i], Operand(query.Arguments[i]));
        }

        return Write(query.Subquery);
    }

    private string Call(string name, PlanList<ScalarExpression> arguments) => (name, arguments.Count) switch
    {
        ("is_null", 1) => $"{Operand(arguments[0])} IS NULL",
        ("like" or "ilike", 2 or 3) =>
            $"{Operand(arguments[0])} {name.ToUpperInvariant()} {Operand(arguments[1])}{(arguments.Count == 3 ? $" ESCAPE {Operand(arguments[2])}" : "")}",
        (_, 2) when !IsWord(name) => $"{Operand(arguments[0])} {name.ToUpperInvariant()} {Operand(arguments[1])}",
        (_, 1) when !IsWord(name) => $"{name}{Operand(arguments[0])}",
        _ => $"{name}({string.Join(", ", arguments.Select(Write))})",
    };

    // A parameter that is called as a column of the body would hide it.
    private string Lambda(LambdaCall call)
    {
        var names = new List<string>();
        foreach (LambdaVariable variable in call.Variables)
        {
            string name = variable.Name;
            while (names.Contains(name, StringComparer.OrdinalIgnoreCase) || IsTaken(call, variable, name))
            {
                name += "_";
            }

            names.Add(name);
        }

        ScalarExpression body = call.Body.Rewrite(part =>
            part is LambdaVariable variable && variable.Depth == call.Variables[0].Depth ? variable with { Name = names[variable.Place] } : part);
        string parameters = string.Join(", ", names.Select(SqlPrinter.Identifier));
        string lambda = $"{(names.Count == 1 ? parameters : $"({parameters})")} -> {Write(body)}";
        return $"{call.Function.Name}({string.Join(", ", call.Arguments.Take(1).Select(Write).Append(lambda).Concat(call.Arguments.Skip(1).Select(Write)))})";
    }

    private bool IsTaken(LambdaCall call, LambdaVariable variable, string name) => call.Body.Any(part => part switch
    {
        ColumnReference column => columnText(column).Equals(SqlPrinter.Identifier(name), StringComparison.OrdinalIgnoreCase)
            || columnText(column).StartsWith(SqlPrinter.Identifier(name) + ".", StringComparison.OrdinalIgnoreCase),
        LambdaVariable other => other.Depth < variable.Depth && other.Name.Equals(name, StringComparison.OrdinalIgnoreCase),
        _ => false,
    });

    private static bool IsWord(string name) => (char.IsLetter(name[0]) || name[0] == '_') && !name.Contains(' ', StringComparison.Ordinal);

    // Parentheses wherever precedence could be in doubt: the text is for people, and may be pasted back.
    private string Operand(ScalarExpression expression) => expression switch
    {
        Logical or Not or InList or InSubquery => $"({Write(expression)})",
        FunctionCall { Name: "is_null" or "like" or "ilike" } => $"({Write(expression)})",
        FunctionCall { Arguments.Count: 1 or 2 } call when !IsWord(call.Name) => $"({Write(expression)})",
        _ => Write(expression),
    };

    private string In(InList list, string word)
    {
        IEnumerable<string> items = list.Items.Select(Write);
        string shown = list.Items.Count <= mostItems
            ? string.Join(", ", items)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", items.Take(mostItems - 1))}, .. {list.Items.Count - mostItems + 1} more");
        return $"{Operand(list.Operand)} {word} ({shown})";
    }

    private string CaseOf(Case @case)
    {
        var text = new StringBuilder("CASE");
        foreach (CaseArm arm in @case.Arms)
        {
            text.Append(CultureInfo.InvariantCulture, $" WHEN {Write(arm.When)} THEN {Write(arm.Then)}");
        }

        if (@case.Else is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $" ELSE {Write(@case.Else)}");
        }

        return text.Append(" END").ToString();
    }
}
