using System.Globalization;
using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Printing;

/// <content>Operands and calls.</content>
internal sealed partial class SqlPrinter
{
    private void WritePrimary(SqlExpression expression)
    {
        switch (expression)
        {
            case NullLiteral:
                Add("NULL");
                break;
            case BooleanLiteral literal:
                Add(literal.Value ? "TRUE" : "FALSE");
                break;
            case IntegerLiteral literal:
                Add(literal.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case DoubleLiteral literal:
                Add(TextOf(literal.Value));
                break;
            case StringLiteral literal:
                Add(Literal(literal.Value));
                break;
            case BlobLiteral literal:
                Add("X'").Add(literal.Hex).Add("'");
                break;
            case TypedLiteral literal:
                WriteType(literal.Type);
                Add(" ").Add(Literal(literal.Text));
                break;
            case IntervalExpression interval:
                WriteInterval(interval);
                break;
            case ParameterExpression parameter:
                Add(TextOf(parameter));
                break;
            case ColumnExpression column:
                WriteParts(column.Parts);
                break;
            case StarExpression star:
                WriteStar(star);
                break;
            case ColumnsExpression columns:
                Add("COLUMNS(").Expression(columns.Argument).Add(")");
                break;
            case DefaultExpression:
                Add("DEFAULT");
                break;
            default:
                WriteCompound(expression);
                break;
        }
    }

    private void WriteCompound(SqlExpression expression)
    {
        switch (expression)
        {
            case CaseExpression choice:
                WriteCase(choice);
                break;
            case CastExpression cast:
                Add(cast.Try ? "TRY_CAST(" : "CAST(").Expression(cast.Operand).Add(" AS ").WriteType(cast.Type);
                Add(")");
                break;
            case FunctionExpression call:
                WriteCall(call);
                break;
            case ListExpression list:
                Add("[").List(list.Items).Add("]");
                break;
            case StructExpression value:
                Add("{").List(value.Fields).Add("}");
                break;
            case MapExpression map:
                Add("MAP {").List(map.Entries).Add("}");
                break;
            case RowExpression row:
                Add(row.Items.Count > 1 && !_spellsRows ? "(" : "ROW(").List(row.Items).Add(")");
                break;
            case SubscriptExpression subscript:
                Expression(subscript.Operand, SqlPrecedence.Postfix).Add("[").Expression(subscript.Index).Add("]");
                break;
            case SliceExpression slice:
                WriteSlice(slice);
                break;
            case FieldExpression field:
                Struct(field.Operand).Add(".").WriteAnyName(field.Field);
                break;
            case FieldsExpression fields:
                Struct(fields.Operand).Add(".*");
                break;
            case LambdaExpression lambda:
                WriteLambda(lambda);
                break;
            case SubqueryExpression query:
                Nested(query.Query);
                break;
            case ExistsExpression exists:
                Add("EXISTS ").Nested(exists.Query);
                break;
            case ArrayQueryExpression array:
                Add("ARRAY").Nested(array.Query);
                break;
            default:
                throw new ArgumentException($"The printer does not know {expression.GetType().Name}.", nameof(expression));
        }
    }

    /// <summary>What a field is taken of. In front of a dot a column would read as a relation, and a number as half of one.</summary>
    private SqlPrinter Struct(SqlExpression operand)
    {
        bool parentheses = operand is ColumnExpression or IntegerLiteral or DoubleLiteral && PrecedenceOf(operand) >= SqlPrecedence.Postfix;
        return AddIf(parentheses, "(").Expression(operand, SqlPrecedence.Postfix).AddIf(parentheses, ")");
    }

    private void WriteInterval(IntervalExpression interval)
    {
        bool bare = interval.Value is StringLiteral or IntegerLiteral or DoubleLiteral or ParameterExpression;
        Add("INTERVAL ").AddIf(!bare, "(").Expression(interval.Value).AddIf(!bare, ")");
        if (interval.Unit is { } unit)
        {
            Add(" ").Add(unit.ToString().ToUpperInvariant());
        }
    }

    private static string TextOf(ParameterExpression parameter) => parameter.Style switch
    {
        ParameterStyle.At => "@" + parameter.Name,
        ParameterStyle.Dollar => "$" + parameter.Name,
        ParameterStyle.Colon => ":" + parameter.Name,
        ParameterStyle.DollarNumber => "$" + parameter.Position.ToString(CultureInfo.InvariantCulture),
        _ => "?",
    };

    private void WriteStar(StarExpression star)
    {
        if (!star.Qualifier.IsEmpty)
        {
            WriteParts(star.Qualifier);
            Add(".");
        }

        Add("*");
        if (!star.Exclude.IsEmpty)
        {
            Add(" EXCLUDE (").List(star.Exclude).Add(")");
        }

        if (!star.Replace.IsEmpty)
        {
            Add(" REPLACE (").List(star.Replace).Add(")");
        }

        if (!star.Rename.IsEmpty)
        {
            Add(" RENAME (").List(star.Rename).Add(")");
        }
    }

    private void WriteCase(CaseExpression choice)
    {
        Add("CASE ");
        if (choice.Operand is not null)
        {
            Expression(choice.Operand).Add(" ");
        }

        foreach (CaseBranch branch in choice.Branches)
        {
            WritePart(branch);
            Add(" ");
        }

        if (choice.Else is not null)
        {
            Add("ELSE ").Expression(choice.Else).Add(" ");
        }

        Add("END");
    }

    private void WriteSlice(SliceExpression slice)
    {
        Expression(slice.Operand, SqlPrecedence.Postfix).Add("[");
        if (slice.Low is not null)
        {
            Expression(slice.Low);
        }

        Add(":");
        if (slice.High is not null)
        {
            Expression(slice.High);
        }

        if (slice.Step is not null)
        {
            // Two colons would be a cast.
            AddIf(slice.High is null, "-").Add(":").Expression(slice.Step);
        }

        Add("]");
    }

    private void WriteLambda(LambdaExpression lambda)
    {
        bool single = lambda.Parameters.Count == 1;
        AddIf(!single, "(").List(lambda.Parameters).AddIf(!single, ")").Add(" -> ").Expression(lambda.Body);
    }

    private void WriteArgument(ArgumentSyntax argument)
    {
        if (argument.Name is not null)
        {
            WriteAnyName(argument.Name);
            Add(" => ");
        }

        Expression(argument.Value);
    }

    private void WriteCall(FunctionExpression call)
    {
        WriteFunctionName(call.Name);
        Add("(").AddIf(call.Distinct, "DISTINCT ").List(call.Arguments);
        if (!call.OrderBy.IsEmpty)
        {
            AddIf(!call.Arguments.IsEmpty, " ").Add("ORDER BY ").List(call.OrderBy);
        }

        Add(")");
        if (!call.WithinGroup.IsEmpty)
        {
            Add(" WITHIN GROUP (ORDER BY ").List(call.WithinGroup).Add(")");
        }

        if (call.Filter is not null)
        {
            Add(" FILTER (WHERE ").Expression(call.Filter).Add(")");
        }

        Add(call.NullTreatment switch
        {
            NullTreatment.Ignore => " IGNORE NULLS",
            NullTreatment.Respect => " RESPECT NULLS",
            _ => "",
        });
        if (call.Over is not null)
        {
            Add(" OVER ").WriteWindow(call.Over);
        }
    }

    /// <summary>Some reserved words name functions too, and are not quoted as such.</summary>
    private void WriteFunctionName(QualifiedName name)
    {
        bool isWordCall = name.Parts.Count == 1 && !name.Last.Quoted && name.Last.Text.ToUpperInvariant() is
            "LEFT" or "RIGHT" or "GLOB" or "DIV" or "CURRENT_DATE" or "CURRENT_TIME" or "CURRENT_TIMESTAMP" or "LOCALTIME" or "LOCALTIMESTAMP";
        if (isWordCall)
        {
            Add(name.Last.Text);
        }
        else
        {
            WriteName(name);
        }
    }
}
