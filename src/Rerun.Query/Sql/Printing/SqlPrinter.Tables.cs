using System.Globalization;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Printing;

/// <content>Relations and types.</content>
internal sealed partial class SqlPrinter
{
    private void WriteTable(TableSyntax table)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (table)
        {
            case NamedTableSyntax named:
                WriteName(named.Name);
                WriteAlias(named.Alias);
                break;
            case DerivedTableSyntax derived:
                AddIf(derived.Lateral, "LATERAL ").Nested(derived.Query).WriteAlias(derived.Alias);
                break;
            case FunctionTableSyntax function:
                AddIf(function.Lateral, "LATERAL ").WriteName(function.Name);
                Add("(").List(function.Arguments).Add(")").AddIf(function.WithOrdinality, " WITH ORDINALITY").WriteAlias(function.Alias);
                break;
            case SampledTableSyntax sampled:
                bool parentheses = sampled.Table is JoinTableSyntax or SampledTableSyntax;
                AddIf(parentheses, "(").WriteTable(sampled.Table);
                AddIf(parentheses, ")").Add(" TABLESAMPLE ").WriteSample(sampled.Sample);
                break;
            case JoinTableSyntax join:
                WriteJoin(join);
                break;
            default:
                throw new ArgumentException($"The printer does not know {table.GetType().Name}.", nameof(table));
        }
    }

    private void WriteAlias(TableAlias? alias)
    {
        if (alias is not null)
        {
            Add(" ").WriteTableAlias(alias);
        }
    }

    private void WriteTableAlias(TableAlias alias)
    {
        Add("AS ").WriteAnyName(alias.Name);
        WriteNameList(alias.Columns);
    }

    private void WriteJoin(JoinTableSyntax join)
    {
        WriteTable(join.Left);
        Add(" ").AddIf(join.Natural, "NATURAL ").AddIf(join.Asof, "ASOF ").Add(join.Kind switch
        {
            JoinKind.Left => "LEFT JOIN ",
            JoinKind.Right => "RIGHT JOIN ",
            JoinKind.Full => "FULL JOIN ",
            JoinKind.Cross => "CROSS JOIN ",
            JoinKind.Semi => "SEMI JOIN ",
            JoinKind.Anti => "ANTI JOIN ",
            JoinKind.RightSemi => "RIGHT SEMI JOIN ",
            JoinKind.RightAnti => "RIGHT ANTI JOIN ",
            JoinKind.Positional => "POSITIONAL JOIN ",
            _ => "JOIN ",
        });
        bool parentheses = join.Right is JoinTableSyntax;
        AddIf(parentheses, "(").WriteTable(join.Right);
        AddIf(parentheses, ")");
        if (join.MatchCondition is not null)
        {
            Add(" MATCH_CONDITION (").Expression(join.MatchCondition).Add(")");
        }

        if (join.On is not null)
        {
            Add(" ON ").Expression(join.On);
        }
        else if (!join.Using.IsEmpty)
        {
            Add(" USING (").List(join.Using).Add(")");
        }
    }

    private void WriteType(TypeSyntax type)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (type)
        {
            case NamedTypeSyntax named:
                WriteNamedType(named);
                break;
            case ListTypeSyntax list:
                WriteType(list.Element);
                Add("[").Add(list.FixedSize?.ToString(CultureInfo.InvariantCulture) ?? "").Add("]");
                break;
            case StructTypeSyntax structure:
                Add("STRUCT(").List(structure.Fields).Add(")");
                break;
            case MapTypeSyntax map:
                Add("MAP(").WriteType(map.Key);
                Add(", ").WriteType(map.Value);
                Add(")");
                break;
        }
    }

    private void WriteNamedType(NamedTypeSyntax named)
    {
        // The numbers stand between TIMESTAMP and its time zone.
        int zone = named.Name.IndexOf(" WITH ", StringComparison.Ordinal);
        Add(zone < 0 ? named.Name : named.Name[..zone]);
        if (!named.Arguments.IsEmpty)
        {
            Add("(").Add(string.Join(", ", named.Arguments)).Add(")");
        }

        Add(zone < 0 ? "" : named.Name[zone..]);
    }
}
