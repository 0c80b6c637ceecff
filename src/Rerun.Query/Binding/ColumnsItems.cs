using System.Text.RegularExpressions;
using Rerun.Catalog;
using Rerun.Query.Functions.Scalar;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>An item of the select list with <c>COLUMNS(..)</c>: it is repeated for each column that fits.</summary>
/// <param name="context">What the statement's binders share.</param>
/// <param name="scope">The columns there are.</param>
internal sealed class ColumnsItems(BindingContext context, Scope scope)
{
    private readonly Dictionary<ColumnsExpression, SelectedItem[]> _found = new(ReferenceEqualityComparer.Instance);
    private int _position;

    /// <summary>What stands for the expression in the present repetition.</summary>
    public ScalarExpression Value(ColumnsExpression syntax, ExpressionBinder binder)
    {
        if (!_found.TryGetValue(syntax, out SelectedItem[]? columns))
        {
            columns = Of(syntax, binder);
            if (columns.Length == 0)
            {
                throw context.Error(RerunErrorCode.UnknownColumn, syntax, $"No column fits {context.TextOf(syntax)}.");
            }

            if (_found.Count > 0 && _found.Values.First().Length != columns.Length)
            {
                throw context.Error(RerunErrorCode.InvalidArgument, syntax, "All COLUMNS(..) of one expression stand for equally many columns.");
            }

            _found.Add(syntax, columns);
        }

        return columns[_position].Expression;
    }

    /// <summary>The items that an item stands for: itself where it has no COLUMNS.</summary>
    public IEnumerable<SelectedItem> Repeated(SelectItem item, Func<SqlExpression, ScalarExpression> bind, Func<ScalarExpression, string> nameOf)
    {
        _found.Clear();
        _position = 0;
        ScalarExpression first = bind(item.Expression);
        int count = _found.Count == 0 ? 0 : _found.Values.First().Length;
        if (count == 0)
        {
            yield return new SelectedItem(first, item.Alias?.Text ?? nameOf(first), item.Alias is not null, item);
            yield break;
        }

        for (; _position < count; _position++)
        {
            ScalarExpression expression = bind(item.Expression);
            yield return new SelectedItem(expression, item.Alias?.Text ?? NameAt(item.Expression, _position), item.Alias is not null, item);
        }
    }

    // The text of the item with the column's name in place of COLUMNS(..).
    private string NameAt(SqlExpression syntax, int position)
    {
        string name = context.TextOf(syntax);
        foreach ((ColumnsExpression columns, SelectedItem[] items) in _found.OrderByDescending(pair => pair.Key.Span.Start))
        {
            int start = columns.Span.Start - syntax.Span.Start;
            name = string.Concat(name.AsSpan(0, start), items[position].Name, name.AsSpan(start + columns.Span.Length));
        }

        return name;
    }

    private SelectedItem[] Of(ColumnsExpression syntax, ExpressionBinder binder)
    {
        SelectedItem[] all = [.. StarItems.Of(syntax.Argument as StarExpression ?? new StarExpression(syntax.Span, [], [], [], []), scope, binder, context)];
        switch (syntax.Argument)
        {
            case StarExpression:
                return all;
            case StringLiteral pattern:
                return Matching(all, pattern);
            case ListExpression list:
                return [.. list.Items.Select(name => name is StringLiteral text
                    ? all.FirstOrDefault(item => NameMatching.Fits(item.Name, new SqlName(text.Span, text.Value, false)))
                        ?? throw context.Error(RerunErrorCode.UnknownColumn, text, $"There is no column {text.Value}.")
                    : throw context.Error(RerunErrorCode.InvalidArgument, name, "COLUMNS([..]) takes names of columns in quotes."))];
            case LambdaExpression { Parameters.Count: 1 } lambda:
                return [.. all.Where(item => binder.HoldsFor(lambda, item.Name))];
            default:
                throw context.Error(RerunErrorCode.InvalidArgument, syntax, "COLUMNS takes *, a pattern in quotes, a list of names, or a lambda over names.");
        }
    }

    private SelectedItem[] Matching(SelectedItem[] all, StringLiteral pattern)
    {
        try
        {
            Regex regex = RegexFunctions.Of(pattern.Value, ignoreCase: false);
            return [.. all.Where(item => regex.IsMatch(item.Name))];
        }
        catch (RerunException error) when (error.Position == 0)
        {
            throw context.Located(error, pattern);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw context.Located(RegexFunctions.TooSlow(error), pattern);
        }
    }
}
