using System.Text;
using Rerun.Query.Sql.Lexing;
using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Printing;

/// <summary>
/// Writes syntax as canonical SQL on one line: keywords in capitals, parentheses only where precedence needs them. Parsing what is
/// written gives an equal tree.
/// </summary>
internal sealed partial class SqlPrinter
{
    private readonly StringBuilder _text = new();

    // After IN, a parenthesis would begin the list of an InListExpression; a row value says ROW.
    private bool _spellsRows;

    private SqlPrinter()
    {
    }

    /// <summary>The node as SQL.</summary>
    public static string Print(SqlNode node)
    {
        var printer = new SqlPrinter();
        printer.Write(node);
        return printer._text.ToString();
    }

    /// <summary>All statements of a script, separated by semicolons.</summary>
    public static string Print(SqlScript script)
    {
        var printer = new SqlPrinter();
        foreach (StatementSyntax statement in script.Statements)
        {
            printer.Add(printer._text.Length == 0 ? "" : "; ");
            printer.WriteStatement(statement);
        }

        return printer._text.ToString();
    }

    /// <summary>A name as an identifier, in quotes where it needs them.</summary>
    public static string Identifier(string name) => NeedsQuotes(name) ? Quote(name, '"') : name;

    /// <summary>A text as a literal.</summary>
    public static string Literal(string text) => Quote(text, '\'');

    private static string Quote(string text, char quote)
    {
        string doubled = text.Contains(quote) ? text.Replace(new string(quote, 1), new string(quote, 2), StringComparison.Ordinal) : text;
        return string.Concat(new string(quote, 1), doubled, new string(quote, 1));
    }

    private static bool NeedsQuotes(string name) => !SqlLexer.IsWord(name) || SqlKeywords.IsReserved(SqlKeywords.Find(name));

    private void Write(SqlNode node)
    {
        switch (node)
        {
            case SqlExpression expression:
                WriteExpression(expression);
                break;
            case StatementSyntax statement:
                WriteStatement(statement);
                break;
            case QuerySyntax query:
                WriteQuery(query);
                break;
            case QueryBodySyntax body:
                WriteBody(body);
                break;
            case TableSyntax table:
                WriteTable(table);
                break;
            case TypeSyntax type:
                WriteType(type);
                break;
            case WindowSyntax window:
                WriteWindow(window);
                break;
            case SqlName name:
                WriteName(name);
                break;
            case QualifiedName name:
                WriteName(name);
                break;
            default:
                WritePart(node);
                break;
        }
    }

    /// <summary>The nodes that are only ever part of another one.</summary>
    private void WritePart(SqlNode node)
    {
        switch (node)
        {
            case SelectItem item:
                WriteSelectItem(item);
                break;
            case OrderItem item:
                WriteOrderItem(item);
                break;
            case ArgumentSyntax argument:
                WriteArgument(argument);
                break;
            case GroupingElement element:
                WriteGrouping(element);
                break;
            case FrameSyntax frame:
                WriteFrame(frame);
                break;
            case FrameBound bound:
                WriteFrameBound(bound);
                break;
            case CaseBranch branch:
                Add("WHEN ").Expression(branch.When).Add(" THEN ").Expression(branch.Then);
                break;
            case ColumnRename rename:
                WriteName(rename.Column);
                Add(" AS ");
                WriteAnyName(rename.NewName);
                break;
            case StructFieldSyntax field:
                if (field.Name.Quoted)
                {
                    Add(Literal(field.Name.Text));
                }
                else
                {
                    WriteAnyName(field.Name);
                }

                Add(": ").Expression(field.Value);
                break;
            case MapEntrySyntax entry:
                Expression(entry.Key).Add(": ").Expression(entry.Value);
                break;
            case StructTypeField field:
                WriteAnyName(field.Name);
                Add(" ");
                WriteType(field.Type);
                break;
            case ValuesRow row:
                Add("(").List(row.Values).Add(")");
                break;
            case NamedWindow window:
                WriteName(window.Name);
                Add(" AS ");
                WriteWindow(window.Specification);
                break;
            default:
                WriteClause(node);
                break;
        }
    }

    private void WriteClause(SqlNode node)
    {
        switch (node)
        {
            case WithSyntax with:
                WriteWith(with);
                break;
            case CommonTableSyntax table:
                WriteCommonTable(table);
                break;
            case DistinctSyntax distinct:
                WriteDistinct(distinct);
                break;
            case GroupBySyntax groupBy:
                WriteGroupBy(groupBy);
                break;
            case LimitSyntax limit:
                WriteLimit(limit);
                break;
            case SampleSyntax sample:
                WriteSample(sample);
                break;
            case TableAlias alias:
                WriteTableAlias(alias);
                break;
            case ColumnDefinition column:
                WriteColumnDefinition(column);
                break;
            case OnConflictSyntax conflict:
                WriteOnConflict(conflict);
                break;
            case AssignmentSyntax assignment:
                WriteAssignment(assignment);
                break;
            case KeySyntax key:
                Add("UNIQUE (").List(key.Columns).Add(")");
                break;
            case CheckSyntax check:
                Add("CHECK (").Expression(check.Condition).Add(")");
                break;
            default:
                throw new ArgumentException($"The printer does not know {node.GetType().Name}.", nameof(node));
        }
    }

    private SqlPrinter Add(string text)
    {
        _text.Append(text);
        return this;
    }

    private SqlPrinter AddIf(bool condition, string text) => condition ? Add(text) : this;

    private SqlPrinter Expression(SqlExpression expression, int precedence = SqlPrecedence.Lowest)
    {
        WriteExpression(expression, precedence);
        return this;
    }

    private SqlPrinter List<T>(SyntaxList<T> items)
        where T : SqlNode
    {
        for (int i = 0; i < items.Count; i++)
        {
            AddIf(i > 0, ", ").Write(items[i]);
        }

        return this;
    }

    private void WriteName(SqlName name) => Add(name.Quoted || NeedsQuotes(name.Text) ? Quote(name.Text, '"') : name.Text);

    /// <summary>A name where keywords need no quotes: after AS and after a dot.</summary>
    private void WriteAnyName(SqlName name) => Add(name.Quoted || !SqlLexer.IsWord(name.Text) ? Quote(name.Text, '"') : name.Text);

    private void WriteName(QualifiedName name) => WriteParts(name.Parts);

    private void WriteParts(SyntaxList<SqlName> parts)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            if (i == 0)
            {
                WriteName(parts[i]);
            }
            else
            {
                Add(".").WriteAnyName(parts[i]);
            }
        }
    }
}
