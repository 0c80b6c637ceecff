using System.Linq.Expressions;
using Rerun.Data.Linq.Mapping;

namespace Rerun.Data.Linq.Translation;

/// <summary>A row of a source: its columns, and how they become an object.</summary>
/// <param name="type">The type of the object.</param>
/// <param name="mapping">The mapping; null for <see cref="RerunRow"/>.</param>
/// <param name="leaves">The columns: for each mapped property its value, null if missing; for <see cref="RerunRow"/> all columns.</param>
/// <param name="names">For each leaf its column's name.</param>
/// <param name="indexName">The queried index, or null.</param>
internal sealed class RowExpression(Type type, RowMapping? mapping, IReadOnlyList<LeafExpression?> leaves, IReadOnlyList<string> names, string? indexName) : Expression
{
    public RowMapping? Mapping { get; } = mapping;

    public IReadOnlyList<LeafExpression?> Leaves { get; } = leaves;

    public IReadOnlyList<string> Names { get; } = names;

    public string? IndexName { get; } = indexName;

    public override Type Type { get; } = type;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override bool CanReduce => false;

    public override string ToString() => $"row of {Type.Name}";

    public RowExpression With(Func<LeafExpression, LeafExpression> change) =>
        new(Type, Mapping, [.. Leaves.Select(leaf => leaf is null ? null : change(leaf))], Names, IndexName);

    protected override Expression VisitChildren(ExpressionVisitor visitor) => this;
}
