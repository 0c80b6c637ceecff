using System.Linq.Expressions;
using Remotion.Linq;
using Remotion.Linq.Parsing.ExpressionVisitors.Transformation;
using Remotion.Linq.Parsing.Structure;
using Remotion.Linq.Parsing.Structure.ExpressionTreeProcessors;
using Remotion.Linq.Parsing.Structure.NodeTypeProviders;

namespace Rerun.Data.Linq.Parsing;

/// <summary>The one parser of queries; safe for several threads.</summary>
internal static class LinqParser
{
    private static readonly QueryParser Parser = new(new ExpressionTreeParser(
        NodeTypes(),
        new TransformingExpressionTreeProcessor(ExpressionTransformerRegistry.CreateDefault())));

    private static CompoundNodeTypeProvider NodeTypes()
    {
        var own = new MethodInfoBasedNodeTypeRegistry();
        own.Register(DistinctByExpressionNode.Methods, typeof(DistinctByExpressionNode));
        CompoundNodeTypeProvider all = ExpressionTreeParser.CreateDefaultNodeTypeProvider();
        all.InnerProviders.Insert(0, own);
        return all;
    }

    public static QueryModel Parse(Expression expression)
    {
        try
        {
            return Parser.GetParsedQuery(expression);
        }
        catch (NotSupportedException fault)
        {
            string name = expression is MethodCallExpression call ? call.Method.Name : expression.NodeType.ToString();
            throw new RerunTranslationException(expression.ToString(), name, fault.Message, "Call AsEnumerable() before the operator to run it in the program.", fault);
        }
    }
}
