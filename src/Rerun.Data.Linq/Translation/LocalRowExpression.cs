using System.Linq.Expressions;
using Rerun.Data.Linq.Parsing;

namespace Rerun.Data.Linq.Translation;

/// <summary>An object of a collection of the program, as a row of values.</summary>
/// <param name="type">The type of the object.</param>
/// <param name="items">The collection.</param>
/// <param name="place">The object's place in it, from 0.</param>
/// <param name="members">Its members that are values, by name.</param>
internal sealed class LocalRowExpression(Type type, CapturedExpression items, LeafExpression place, IReadOnlyDictionary<string, LeafExpression> members) : Expression
{
    public CapturedExpression Items { get; } = items;

    public LeafExpression Place { get; } = place;

    public IReadOnlyDictionary<string, LeafExpression> Members { get; } = members;

    public override Type Type { get; } = type;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override bool CanReduce => false;

    public override string ToString() => $"item {Place} of {Items}";

    public LocalRowExpression With(Func<LeafExpression, LeafExpression> change) =>
        new(Type, Items, change(Place), Members.ToDictionary(member => member.Key, member => change(member.Value)));

    protected override Expression VisitChildren(ExpressionVisitor visitor) => this;
}
