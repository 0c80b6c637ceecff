using System.Collections.Concurrent;
using System.Linq.Expressions;
using Rerun.Arrow;
using Rerun.Data.Linq.Materialization;
using Rerun.Data.Linq.Translation;
using Rerun.Query.Optimizer.Templates;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Execution;

/// <summary>A query that is ready to run with any values of its parameters: its plan and the code that makes objects.</summary>
internal sealed class CompiledQuery(LogicalPlan plan, Expression shape, Terminal terminal)
{
    private readonly ConcurrentDictionary<Type, (Delegate Make, Projector Projector)> _projections = new();

    public LogicalPlan Plan => plan;

    /// <summary>The plan as it is kept between executions; of use where it does not wait for lists.</summary>
    public PreparedPlan Prepared { get; } = new(plan);

    /// <summary>Whether the plan waits for the items of lists.</summary>
    public bool HasLists { get; } = ListMembership.IsIn(plan);

    /// <summary>The numbers of the parameters whose items are rows of the query.</summary>
    public IReadOnlyList<int> RowParameters { get; set; } = [];

    public Terminal Terminal => terminal;

    /// <summary>The parts that the program computes per row.</summary>
    public IReadOnlyList<string> ClientParts => Compile(typeof(object)).Projector.ClientParts;

    /// <summary>What makes objects, and the context it reads from.</summary>
    public (Func<RowContext, T> Make, RowContext Context) Projection<T>(Schema schema, IReadOnlyList<object?> parameters)
    {
        (Delegate make, Projector projector) = _projections.GetOrAdd(typeof(T), _ =>
        {
            var made = new Projector { IsSingleRow = terminal is not (Terminal.Value or Terminal.ValueOfSome) };
            return (made.Compile<T>(shape), made);
        });
        return ((Func<RowContext, T>)make, new RowContext(schema, projector.Cells, projector.IndexName, parameters));
    }

    private (Delegate Make, Projector Projector) Compile(Type type) => _projections.GetOrAdd(type, _ =>
    {
        var made = new Projector();
        return (made.Compile<object>(shape), made);
    });
}
