using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Statements;

/// <content>PIVOT with the values that the rows have.</content>
internal sealed partial class StatementRunner
{
    private const int MostPivotedValues = 1000;

    private async ValueTask<QueryResult> PivotAsync(PivotStatement pivot, CancellationToken cancellationToken)
    {
        var isKnown = new IsExpression(pivot.On.Span, pivot.On, IsTest.Null, Negated: true);
        var distinct = new SelectSyntax(
            pivot.Span, new DistinctSyntax(pivot.Span, []), [new SelectItem(pivot.On.Span, pivot.On, null)], [pivot.Table], isKnown, null, null, default, null, null);
        var order = new OrderItem(pivot.On.Span, new IntegerLiteral(pivot.On.Span, 1), false, NullOrder.Default);
        List<(SqlExpression, string)> values = await ValuesOfAsync(new QuerySyntax(pivot.Span, null, distinct, [order], null), pivot, cancellationToken).ConfigureAwait(false);
        SelectSyntax rows = PivotQuery.Pivot(pivot.Span, pivot.Table, pivot.On, values, pivot.Aggregates, pivot.Groups, pivot.Used);

        // Written out, as values come from no text: what is wrong with them is shown in what they are part of.
        string text = new QuerySyntax(pivot.Span, null, rows, [], null).ToString();
        return await new StatementRunner(session, text, parameters).RunAsync(SqlParser.ParseScript(text).Statements[0], cancellationToken).ConfigureAwait(false);
    }

    private static string NameOf(SqlExpression value) => value switch
    {
        StringLiteral text => text.Value,
        TypedLiteral literal => literal.Text,
        CastExpression cast => NameOf(cast.Operand),
        _ => value.ToString(),
    };

    private async ValueTask<List<(SqlExpression Value, string Name)>> ValuesOfAsync(QuerySyntax query, PivotStatement pivot, CancellationToken cancellationToken)
    {
        QueryResult result = await RunPlanAsync(
            await BindWithAsync(context => new QueryBinder(context).Bind(query), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var values = new List<(SqlExpression, string)>();
        await using (result.ConfigureAwait(false))
        {
            while (await result.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                if (values.Count + batch.Length > MostPivotedValues)
                {
                    throw NewContext(cancellationToken).Error(
                        RerunErrorCode.InvalidArgument, pivot.On, $"PIVOT would make more than {MostPivotedValues:N0} columns; list the values with IN (..).");
                }

                for (int row = 0; row < batch.Length; row++)
                {
                    SqlExpression value = SqlParser.ParseExpressionText(ConstantArrays.Read(batch.Column(0), row).ToString());
                    values.Add((value, NameOf(value)));
                }
            }
        }

        return values;
    }
}
