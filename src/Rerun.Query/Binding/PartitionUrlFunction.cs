using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>
/// The function <c>partition_url('dataset', id [, timeline, start, end])</c>: a link that opens a partition in the viewer. The id may come from a column,
/// the rest is constant. It is here, not among the functions, because it asks the catalog.
/// </summary>
internal static class PartitionUrlFunction
{
    public const string Name = "partition_url";

    private const string IdArgument = "partition_id";
    private static readonly string[] Parameters = ["dataset", IdArgument, "timeline", "start", "end"];

    /// <summary>Binds a call.</summary>
    /// <param name="context">What is known of the catalog.</param>
    /// <param name="call">The call.</param>
    /// <param name="bind">Binds the id.</param>
    public static ScalarExpression Bind(BindingContext context, FunctionExpression call, Func<SqlExpression, ScalarExpression> bind)
    {
        var arguments = new ConstantArguments(context, call, Name, call.Arguments, Parameters);
        EntryDetails dataset = arguments.Dataset();
        ArgumentSyntax id = arguments.Find(IdArgument) ?? throw arguments.Invalid(call, $"{Name}(..) needs the argument {IdArgument}.");
        string? timeline = arguments.Text("timeline");
        IArrowType type = context.Catalog.DatasetSchema(dataset.Id).IndexColumns.FirstOrDefault(column => column.IndexName == timeline)?.StoreType ?? SqlTypes.BigInt;
        PartitionUrl url;
        try
        {
            url = PartitionUrl.Of(context.Catalog.Catalog.Location, dataset.Id, timeline, Value("start"), Value("end"));
        }
        catch (ArgumentException error)
        {
            throw arguments.Invalid(call, error.Message);
        }

        ScalarExpression partition = PlanBuilder.Coerce(bind(id.Value), SqlTypes.Text);
        return context.Builder.Call("||", context.Builder.Call("||", Text(url.Before), partition), Text(url.After));

        IndexValue? Value(string name) =>
            arguments.Find(name) is { } argument && arguments.Value(argument.Value, type) is long value ? new IndexValue(value) : null;
    }

    private static Constant Text(string text) => new(text, SqlTypes.Text);
}
