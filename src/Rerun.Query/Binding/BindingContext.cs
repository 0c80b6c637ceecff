using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Functions;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>What the binders of one statement share.</summary>
internal sealed class BindingContext
{
    /// <summary>The text that spans point into.</summary>
    public required string Sql { get; init; }

    /// <summary>What builds expressions and relations.</summary>
    public required PlanBuilder Builder { get; init; }

    /// <summary>What is known of the catalog.</summary>
    public required CatalogSnapshot Catalog { get; init; }

    /// <summary>The values of the parameters.</summary>
    public required ParameterSet Parameters { private get; init; }

    /// <summary>What of this execution goes into the plan.</summary>
    public required BindingUses Uses { get; init; }

    /// <summary>The session's temporary views.</summary>
    public IReadOnlyDictionary<string, SessionView> Views { get; init; } = new Dictionary<string, SessionView>();

    /// <summary>The session's temporary tables.</summary>
    public IReadOnlyDictionary<string, SessionTable> Tables { get; init; } = new Dictionary<string, SessionTable>();

    /// <summary>A view that is about to be kept: it is seen in place of one of its name.</summary>
    public ViewDefinition? NewView { get; init; }

    /// <summary>How many views stand around what is bound.</summary>
    public int ViewDepth { get; init; }

    /// <summary>The dataset whose timelines are named without it, or null.</summary>
    public string? CurrentDataset { get; init; }

    /// <summary>Where nulls come in ORDER BY that does not say.</summary>
    public DefaultNullOrder NullOrder { get; init; }

    /// <summary>Whether an index that the dataset does not have gives no rows instead of an error.</summary>
    public bool AllowsUnknownIndexes { get; init; }

    /// <summary>Whether only the columns of a view are wanted.</summary>
    public bool IsDescribing { get; private set; }

    /// <summary>How many lambdas were bound, the same again where types are tried.</summary>
    public int Lambdas { get; set; }

    /// <summary>The context of the text of a view that the catalog keeps: without what belongs to a session.</summary>
    /// <param name="sql">The view's text.</param>
    /// <param name="dataset">The dataset whose timelines it names alone, or null.</param>
    /// <param name="newView">A view that is about to be kept, or null for none but those that are known.</param>
    public BindingContext ForStoredView(string sql, string? dataset, ViewDefinition? newView = null) => new()
    {
        Sql = sql,
        Builder = Builder,
        Catalog = Catalog,
        Parameters = ParameterSet.Empty,
        Uses = Uses,
        NewView = newView ?? NewView,
        ViewDepth = ViewDepth + 1,
        CurrentDataset = dataset,
        AllowsUnknownIndexes = AllowsUnknownIndexes,
        IsDescribing = IsDescribing,
    };

    /// <summary>The context of a view's own text, which has no parameters.</summary>
    public BindingContext ForView(string sql) => new()
    {
        Sql = sql,
        Builder = Builder,
        Catalog = Catalog,
        Parameters = ParameterSet.Empty,
        Uses = Uses,
        Views = Views,
        Tables = Tables,
        NewView = NewView,
        ViewDepth = ViewDepth + 1,
        CurrentDataset = CurrentDataset,
        NullOrder = NullOrder,
        AllowsUnknownIndexes = AllowsUnknownIndexes,
        IsDescribing = IsDescribing,
    };

    /// <summary>The same context, to find out the columns of views.</summary>
    public BindingContext ForFields()
    {
        var context = (BindingContext)MemberwiseClone();
        context.IsDescribing = true;
        return context;
    }

    /// <summary>The type of a parameter's value.</summary>
    /// <exception cref="RerunException">The parameter has no value.</exception>
    public IArrowType ParameterType(string name)
    {
        Constant value = Parameters[name];
        Uses.Add(name, value, byValue: false);
        return value.Type;
    }

    /// <summary>The value of a parameter, which becomes part of the plan.</summary>
    /// <exception cref="RerunException">The parameter has no value.</exception>
    public Constant ParameterValue(string name)
    {
        Constant value = Parameters[name];
        Uses.Add(name, value, byValue: true);
        return value;
    }

    /// <summary>The value of an expression without columns, which becomes part of the plan.</summary>
    /// <exception cref="RerunException">The value is an error, or a parameter has none.</exception>
    public Constant Evaluate(ScalarExpression expression)
    {
        Uses.IsMomentary |= expression.Any(part => part is FunctionCall { Binding.Function.Volatility: not Volatility.Immutable });
        return ConstantFolding.Evaluate(expression, ParameterValue);
    }

    /// <summary>An error at a place in the text.</summary>
    public RerunException Error(RerunErrorCode code, SqlNode node, string message) => SqlErrors.At(code, Sql, node.Span, message);

    /// <summary>Says that something is understood but not offered.</summary>
    public RerunException NotSupported(SqlNode node, string what) => SqlErrors.NotSupported(Sql, node.Span, $"{what} is not supported.");

    /// <summary>The error of a stage that does not know the text, with the place added.</summary>
    public RerunException Located(RerunException error, SqlNode node) =>
        error.Position > 0 ? error : new RerunException(SqlErrorText.Render(Sql, node.Span, error.Message), error.ErrorKind, error)
        {
            Position = Math.Clamp(node.Span.Start, 0, Sql.Length) + 1,
        };

    /// <summary>The text of a node as it was written.</summary>
    public string TextOf(SqlNode node) => Sql.Substring(node.Span.Start, node.Span.Length);
}
