using System.Linq.Expressions;
using Rerun.Arrow;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Translation;

/// <summary>Makes the columns of a relation exactly the values that a shape is put together of.</summary>
internal sealed class Leaves(ScalarTranslator translator, bool readsWhole) : ExpressionVisitor
{
    private readonly List<ScalarExpression> _columns = [];
    private readonly List<string> _names = [];
    private string? _member;

    public IReadOnlyList<ScalarExpression> Columns => _columns;

    /// <summary>Whether each part gets a column of its own, constants too, so that only the form of the shape tells how rows are put together.</summary>
    public bool KeepsApart { get; init; }

    /// <summary>One more column.</summary>
    public LeafExpression Add(ScalarExpression value, string name)
    {
        _member = name;
        LeafExpression leaf = Column(new LeafExpression(value, typeof(bool)), apart: true);
        _member = null;
        return leaf;
    }

    /// <summary>The relation with those columns.</summary>
    public LogicalPlan Project(LogicalPlan input) => PlanBuilder.Project(input, _columns.ToPlanList(), _names);

    public override Expression? Visit(Expression? node)
    {
        switch (node)
        {
            case null:
                return null;
            case LeafExpression leaf:
                return Column(leaf);
            case RowExpression row:
                return row.With(leaf => Column(leaf, true));
            case LocalRowExpression row:
                return row.With(leaf => Column(leaf));
            case SequenceExpression sequence:
                return new SequenceExpression(sequence.Type, LeafChange.Of(sequence.Element, leaf => Column(leaf, true)), Column(sequence.Count));
            case ConstantExpression or Parsing.CapturedExpression when KeepsApart && Try(node) is { } constant:
                return Column(new LeafExpression(constant, node.Type));
            case BinaryExpression { NodeType: ExpressionType.Coalesce, Left: ConstantExpression { Value: null } } none when none.Right.Type == none.Type:
                return Visit(none.Right);
            case NewExpression or MemberInitExpression or NewArrayExpression or ConstantExpression or Parsing.CapturedExpression or OptionalExpression or GroupExpression:
                return base.Visit(node);
            case UnaryExpression boxing when ClientPart.IsBoxing(boxing):
                // What is boxed has the type that the program gives it, not that of the column.
                return base.Visit(node);
            case BinaryExpression or UnaryExpression or ConditionalExpression or MethodCallExpression when readsWhole && ProgramPart.IsIn(node):
                return base.Visit(node);
            default:
                return Holds(node) && Try(node) is { } value ? Column(new LeafExpression(value, node.Type)) : base.Visit(node);
        }
    }

    protected override Expression VisitNew(NewExpression node)
    {
        var arguments = new Expression[node.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            _member = node.Members?[i].Name ?? node.Constructor?.GetParameters()[i].Name;
            arguments[i] = Visit(node.Arguments[i])!;
        }

        _member = null;
        return node.Update(arguments);
    }

    protected override MemberAssignment VisitMemberAssignment(MemberAssignment node)
    {
        _member = node.Member.Name;
        return base.VisitMemberAssignment(node);
    }

    private static bool Holds(Expression node)
    {
        var search = new LeafSearch();
        search.Visit(node);
        return search.Found;
    }

    private ScalarExpression? Try(Expression node)
    {
        try
        {
            return translator.Value(node);
        }
        catch (RerunTranslationException)
        {
            return null;
        }
    }

    private LeafExpression Column(LeafExpression leaf, bool whole = false, bool apart = false)
    {
        ScalarExpression value = readsWhole || whole ? leaf.Raw : leaf.Value;
        int ordinal = apart || KeepsApart ? -1 : _columns.IndexOf(value);
        if (ordinal < 0)
        {
            ordinal = _columns.Count;
            _columns.Add(value);
            string name = value is ColumnReference column && (readsWhole || whole) ? column.Name : _member ?? (value as ColumnReference)?.Name ?? "value";
            string unique = name;
            for (int i = 2; _names.Contains(unique); i++)
            {
                unique = FormattableString.Invariant($"{name}_{i}");
            }

            _names.Add(unique);
        }

        var reference = new ColumnReference(ordinal, _names[ordinal], value.Type, value.IsNullable);
        return new LeafExpression(reference, leaf.Type, reference);
    }

    private sealed class LeafSearch : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitExtension(Expression node)
        {
            Found |= node is LeafExpression;
            return node;
        }
    }
}
