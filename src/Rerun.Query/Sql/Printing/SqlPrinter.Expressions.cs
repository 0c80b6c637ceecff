using System.Globalization;
using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Printing;

/// <content>Expressions with operators.</content>
internal sealed partial class SqlPrinter
{
    /// <summary>Writes an expression, in parentheses when it binds less tightly than asked.</summary>
    private void WriteExpression(SqlExpression expression, int precedence = SqlPrecedence.Lowest)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        bool parentheses = PrecedenceOf(expression) < precedence;
        AddIf(parentheses, "(");
        switch (expression)
        {
            case LogicalExpression logical:
                WriteLogical(logical);
                break;
            case BinaryExpression binary:
                WriteBinary(binary);
                break;
            case UnaryExpression unary:
                WriteUnary(unary);
                break;
            case BetweenExpression between:
                Expression(between.Operand, SqlPrecedence.Membership)
                    .AddIf(between.Negated, " NOT").Add(" BETWEEN ").AddIf(between.Symmetric, "SYMMETRIC ")
                    .Expression(between.Low, SqlPrecedence.Membership + 1).Add(" AND ")
                    .Expression(between.High, SqlPrecedence.Membership + 1);
                break;
            case InListExpression list:
                Expression(list.Operand, SqlPrecedence.Membership).AddIf(list.Negated, " NOT").Add(" IN (").List(list.Items).Add(")");
                break;
            case InQueryExpression query:
                Expression(query.Operand, SqlPrecedence.Membership).AddIf(query.Negated, " NOT").Add(" IN ").Nested(query.Query);
                break;
            case InCollectionExpression collection:
                WriteInCollection(collection);
                break;
            case LikeExpression like:
                WriteLike(like);
                break;
            case IsExpression test:
                Expression(test.Operand, SqlPrecedence.Is)
                    .Add(test.Negated ? " IS NOT " : " IS ").Add(test.Test.ToString().ToUpperInvariant());
                break;
            case QuantifiedExpression quantified:
                WriteQuantified(quantified);
                break;
            default:
                WritePrimary(expression);
                break;
        }

        AddIf(parentheses, ")");
    }

    private static int PrecedenceOf(SqlExpression expression) => expression switch
    {
        LogicalExpression { Operator: LogicalOperator.Or } => SqlPrecedence.Or,
        LogicalExpression => SqlPrecedence.And,
        BinaryExpression binary => SqlPrecedence.Of(binary.Operator),
        QuantifiedExpression quantified => SqlPrecedence.Of(quantified.Operator),
        UnaryExpression { Operator: UnaryOperator.Not } => SqlPrecedence.Not,
        UnaryExpression { Operator: UnaryOperator.BitNot } => SqlPrecedence.Other,
        UnaryExpression => SqlPrecedence.Sign,
        IntegerLiteral { Value: var value } when value < 0 => SqlPrecedence.Sign,
        DoubleLiteral { Value: var value } when double.IsNegative(value) => SqlPrecedence.Sign,
        IsExpression => SqlPrecedence.Is,
        BetweenExpression or InListExpression or InQueryExpression or InCollectionExpression or LikeExpression => SqlPrecedence.Membership,
        LambdaExpression => SqlPrecedence.Lowest,
        _ => SqlPrecedence.Primary,
    };

    private void WriteInCollection(InCollectionExpression expression)
    {
        Expression(expression.Operand, SqlPrecedence.Membership).AddIf(expression.Negated, " NOT").Add(" IN ");
        bool outer = _spellsRows;
        _spellsRows = true;
        Expression(expression.Collection, SqlPrecedence.Membership + 1);
        _spellsRows = outer;
    }

    private void WriteLogical(LogicalExpression logical)
    {
        int own = logical.Operator == LogicalOperator.Or ? SqlPrecedence.Or : SqlPrecedence.And;
        string word = logical.Operator == LogicalOperator.Or ? " OR " : " AND ";
        for (int i = 0; i < logical.Operands.Count; i++)
        {
            AddIf(i > 0, word).Expression(logical.Operands[i], own + 1);
        }
    }

    private void WriteBinary(BinaryExpression binary)
    {
        int own = SqlPrecedence.Of(binary.Operator);
        Expression(binary.Left, own).Add(" ").Add(BinaryOperators.SymbolOf(binary.Operator)).Add(" ").Expression(binary.Right, own + 1);
    }

    private void WriteQuantified(QuantifiedExpression quantified)
    {
        Expression(quantified.Operand, SqlPrecedence.Of(quantified.Operator)).Add(" ").Add(BinaryOperators.SymbolOf(quantified.Operator))
            .Add(quantified.Quantifier == Quantifier.Any ? " ANY " : " ALL ");
        if (quantified.Collection is SubqueryExpression query)
        {
            Nested(query.Query);
        }
        else
        {
            Add("(").Expression(quantified.Collection).Add(")");
        }
    }

    private void WriteLike(LikeExpression like)
    {
        string word = like.Operator switch
        {
            LikeOperator.Like => " LIKE ",
            LikeOperator.ILike => " ILIKE ",
            LikeOperator.SimilarTo => " SIMILAR TO ",
            LikeOperator.Glob => " GLOB ",
            _ => " REGEXP ",
        };
        Expression(like.Operand, SqlPrecedence.Membership).AddIf(like.Negated, " NOT").Add(word)
            .Expression(like.Pattern, SqlPrecedence.Membership + 1);
        if (like.Escape is not null)
        {
            Add(" ESCAPE ").Expression(like.Escape, SqlPrecedence.Membership + 1);
        }
    }

    private void WriteUnary(UnaryExpression unary)
    {
        switch (unary.Operator)
        {
            case UnaryOperator.Not:
                Add("NOT ").Expression(unary.Operand, SqlPrecedence.Not);
                break;
            case UnaryOperator.BitNot:
                Add("~").Expression(unary.Operand, SqlPrecedence.Other + 1);
                break;
            default:
                Add(unary.Operator == UnaryOperator.Plus ? "+" : "-");

                // Two signs would begin a comment, and a sign in front of digits would become part of the number.
                bool parentheses = unary.Operand is UnaryExpression or IntegerLiteral or DoubleLiteral
                    && PrecedenceOf(unary.Operand) >= SqlPrecedence.Sign;
                AddIf(parentheses, "(").Expression(unary.Operand, SqlPrecedence.Sign).AddIf(parentheses, ")");
                break;
        }
    }

    private static string TextOf(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}
