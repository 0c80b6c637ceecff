using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Printing;

/// <content>Queries.</content>
internal sealed partial class SqlPrinter
{
    private SqlPrinter Nested(QuerySyntax query)
    {
        Add("(").WriteQuery(query);
        return Add(")");
    }

    private void WriteQuery(QuerySyntax query)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (query.With is not null)
        {
            WriteWith(query.With);
            Add(" ");
        }

        WriteBody(query.Body);
        if (!query.OrderBy.IsEmpty)
        {
            Add(" ORDER BY ").List(query.OrderBy);
        }

        if (query.Limit is not null)
        {
            Add(" ").WriteLimit(query.Limit);
        }
    }

    private void WriteWith(WithSyntax with) => Add(with.Recursive ? "WITH RECURSIVE " : "WITH ").List(with.Tables);

    private void WriteCommonTable(CommonTableSyntax table)
    {
        WriteName(table.Name);
        WriteNameList(table.Columns);
        Add(table.Materialized switch
        {
            true => " AS MATERIALIZED ",
            false => " AS NOT MATERIALIZED ",
            null => " AS ",
        }).Nested(table.Query);
    }

    private SqlPrinter WriteNameList(SyntaxList<SqlName> names) => names.IsEmpty ? this : Add(" (").List(names).Add(")");

    private void WriteBody(QueryBodySyntax body)
    {
        switch (body)
        {
            case SelectSyntax select:
                WriteSelect(select);
                break;
            case SummarizeSyntax summarize:
                Add("SUMMARIZE ").WriteSubject(summarize.Name, summarize.Query);
                break;
            case ValuesSyntax values:
                Add("VALUES ").List(values.Rows);
                break;
            case NestedQuerySyntax nested:
                Nested(nested.Query);
                break;
            case SetOperationSyntax operation:
                WriteSetOperation(operation);
                break;
            default:
                throw new ArgumentException($"The printer does not know {body.GetType().Name}.", nameof(body));
        }
    }

    private void WriteSetOperation(SetOperationSyntax operation)
    {
        for (int i = 0; i < operation.Inputs.Count; i++)
        {
            if (i > 0)
            {
                Add(" ").Add(operation.Operator.ToString().ToUpperInvariant())
                    .AddIf(operation.All, " ALL").AddIf(operation.ByName, " BY NAME").Add(" ");
            }

            bool parentheses = operation.Inputs[i] is SetOperationSyntax;
            AddIf(parentheses, "(").WriteBody(operation.Inputs[i]);
            AddIf(parentheses, ")");
        }
    }

    private void WriteSelect(SelectSyntax select)
    {
        Add("SELECT ");
        if (select.Distinct is not null)
        {
            WriteDistinct(select.Distinct);
            Add(" ");
        }

        List(select.Items);
        if (!select.From.IsEmpty)
        {
            Add(" FROM ").List(select.From);
        }

        Clause(" WHERE ", select.Where);
        if (select.GroupBy is not null)
        {
            Add(" ").WriteGroupBy(select.GroupBy);
        }

        Clause(" HAVING ", select.Having);
        if (!select.Windows.IsEmpty)
        {
            Add(" WINDOW ").List(select.Windows);
        }

        Clause(" QUALIFY ", select.Qualify);
        if (select.Sample is not null)
        {
            Add(" USING SAMPLE ").WriteSample(select.Sample);
        }
    }

    private void Clause(string keyword, SqlExpression? expression)
    {
        if (expression is not null)
        {
            Add(keyword).Expression(expression);
        }
    }

    private void WriteDistinct(DistinctSyntax distinct)
    {
        Add("DISTINCT");
        if (!distinct.On.IsEmpty)
        {
            Add(" ON (").List(distinct.On).Add(")");
        }
    }

    private void WriteSelectItem(SelectItem item)
    {
        Expression(item.Expression);
        if (item.Alias is not null)
        {
            Add(" AS ").WriteAnyName(item.Alias);
        }
    }

    private void WriteGroupBy(GroupBySyntax groupBy)
    {
        Add(groupBy.All ? "GROUP BY ALL" : "GROUP BY ").List(groupBy.Elements);
    }

    private void WriteGrouping(GroupingElement element)
    {
        switch (element)
        {
            case GroupingRollup rollup:
                Add("ROLLUP (").List(rollup.Sets).Add(")");
                break;
            case GroupingCube cube:
                Add("CUBE (").List(cube.Sets).Add(")");
                break;
            case GroupingSets sets:
                Add("GROUPING SETS (").List(sets.Elements).Add(")");
                break;
            case GroupingExpressions { Expressions: { Count: 1 } expressions }:
                // A row value by its word: in parentheses alone it would be several expressions.
                AddIf(expressions[0] is RowExpression { Items.Count: > 1 } && !_spellsRows, "ROW").Expression(expressions[0]);
                break;
            case GroupingExpressions { Expressions: var expressions }:
                Add("(").List(expressions).Add(")");
                break;
        }
    }

    private void WriteOrderItem(OrderItem item)
    {
        if (item.Expression is StarExpression)
        {
            Add("ALL");
        }
        else
        {
            Expression(item.Expression);
        }

        AddIf(item.Descending, " DESC").Add(item.NullOrder switch
        {
            NullOrder.First => " NULLS FIRST",
            NullOrder.Last => " NULLS LAST",
            _ => "",
        });
    }

    private void WriteLimit(LimitSyntax limit)
    {
        if (limit.Count is not null && limit.WithTies)
        {
            if (limit.Offset is not null)
            {
                Add("OFFSET ").Expression(limit.Offset).Add(" ");
            }

            bool bare = limit.Count is IntegerLiteral or DoubleLiteral or ParameterExpression;
            Add("FETCH FIRST ").AddIf(!bare, "(").Expression(limit.Count).AddIf(!bare, ")")
                .AddIf(limit.Percent, " PERCENT").Add(" ROWS WITH TIES");
            return;
        }

        if (limit.Count is not null)
        {
            Add("LIMIT ").Expression(limit.Count).AddIf(limit.Percent, " PERCENT").AddIf(limit.Offset is not null, " ");
        }

        if (limit.Offset is not null)
        {
            Add("OFFSET ").Expression(limit.Offset);
        }
    }

    private void WriteSample(SampleSyntax sample)
    {
        Add(sample.Method ?? "").Add("(").Expression(sample.Size, SqlPrecedence.Power).Add(sample.Percent ? " PERCENT)" : " ROWS)");
        if (sample.Seed is not null)
        {
            Add(" REPEATABLE (").Expression(sample.Seed).Add(")");
        }
    }

    private void WriteWindow(WindowSyntax window)
    {
        if (window is WindowReference reference)
        {
            WriteName(reference.Name);
            return;
        }

        var specification = (WindowSpecification)window;
        Add("(");
        string space = "";
        if (specification.BaseName is not null)
        {
            WriteName(specification.BaseName);
            space = " ";
        }

        if (!specification.PartitionBy.IsEmpty)
        {
            Add(space).Add("PARTITION BY ").List(specification.PartitionBy);
            space = " ";
        }

        if (!specification.OrderBy.IsEmpty)
        {
            Add(space).Add("ORDER BY ").List(specification.OrderBy);
            space = " ";
        }

        if (specification.Frame is not null)
        {
            Add(space).WriteFrame(specification.Frame);
        }

        Add(")");
    }

    private void WriteFrame(FrameSyntax frame)
    {
        Add(frame.Unit.ToString().ToUpperInvariant()).Add(" BETWEEN ").WriteFrameBound(frame.Start);
        Add(" AND ").WriteFrameBound(frame.End);
        Add(frame.Exclusion switch
        {
            FrameExclusion.CurrentRow => " EXCLUDE CURRENT ROW",
            FrameExclusion.Group => " EXCLUDE GROUP",
            FrameExclusion.Ties => " EXCLUDE TIES",
            _ => "",
        });
    }

    private void WriteFrameBound(FrameBound bound)
    {
        if (bound.Offset is not null)
        {
            Expression(bound.Offset, SqlPrecedence.Other).Add(" ");
        }

        Add(bound.Kind switch
        {
            FrameBoundKind.UnboundedPreceding => "UNBOUNDED PRECEDING",
            FrameBoundKind.Preceding => "PRECEDING",
            FrameBoundKind.CurrentRow => "CURRENT ROW",
            FrameBoundKind.Following => "FOLLOWING",
            _ => "UNBOUNDED FOLLOWING",
        });
    }
}
