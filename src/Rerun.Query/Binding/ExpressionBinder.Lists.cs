using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <content>Lists, membership, structs.</content>
internal sealed partial class ExpressionBinder
{
    private ScalarExpression InList(InListExpression syntax)
    {
        if (syntax.Operand is RowExpression { Items.Count: > 1 } row)
        {
            return Negate(RowIn(row, syntax), syntax.Negated);
        }

        // One entry may stand for a whole list: what mappers make of an array.
        if (syntax.Items.Count == 1 && Bind(syntax.Items[0]) is var only && SqlTypes.IsList(only.Type))
        {
            ScalarExpression operand = Bind(syntax.Operand);
            if (!SqlTypes.IsList(operand.Type))
            {
                return Negate(InCollection(operand, syntax.Items[0]), syntax.Negated);
            }
        }

        var items = new ScalarExpression[syntax.Items.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = Bind(syntax.Items[i]);
        }

        return Negate(context.Builder.In(Bind(syntax.Operand), items), syntax.Negated);
    }

    private ScalarExpression RowIn(RowExpression row, InListExpression syntax)
    {
        var rows = new List<ScalarExpression>();
        foreach (SqlExpression item in syntax.Items)
        {
            rows.Add(item is RowExpression other
                ? RowComparison(BinaryOperator.Equal, [.. row.Items.Select(Bind)], [.. other.Items.Select(Bind)], item)
                : throw context.Error(RerunErrorCode.TypeMismatch, item, "A row is compared with a value that is none."));
        }

        return PlanBuilder.Or(rows);
    }

    private ScalarExpression InCollection(SqlExpression operand, SqlExpression collection) => InCollection(Bind(operand), collection);

    private ScalarExpression InCollection(ScalarExpression operand, SqlExpression collection) =>
        ItemsOf(collection) is { } items ? context.Builder.In(operand, items) : context.Builder.Call("list_contains", Bind(collection), operand);

    /// <summary>The entries of a list that is written down or handed in; null for one that is computed.</summary>
    private ScalarExpression[]? ItemsOf(SqlExpression collection)
    {
        switch (collection)
        {
            case ListExpression list:
                return [.. list.Items.Select(Bind)];
            case RowExpression row:
                return row.Items.Count == 1 ? ItemsOf(row.Items[0]) ?? [Bind(row.Items[0])] : [.. row.Items.Select(Bind)];
            case ParameterExpression parameter:
                Constant value = context.ParameterValue(ParameterNames.Of(parameter));
                if (value.Type is not ListType type)
                {
                    return value.Value is null ? [value] : null;
                }

                return [.. ((object?[])value.Value!).Select(item => new Constant(item, type.ValueDataType))];
            default:
                return null;
        }
    }

    private ScalarExpression Quantified(QuantifiedExpression syntax)
    {
        bool isAny = syntax.Quantifier == Quantifier.Any;
        if (syntax.Collection is SubqueryExpression query)
        {
            return (isAny, syntax.Operator) switch
            {
                (true, BinaryOperator.Equal) => InQuery(syntax.Operand, query.Query),
                (false, BinaryOperator.NotEqual) => PlanBuilder.Not(InQuery(syntax.Operand, query.Query)),
                (true, _) => AnyOf(syntax.Operator, syntax.Operand, query.Query),
                _ => AllOf(syntax.Operator, syntax.Operand, query.Query),
            };
        }

        if (ItemsOf(syntax.Collection) is not { } items)
        {
            return ForEachElement(syntax);
        }

        ScalarExpression operand = Bind(syntax.Operand);
        if (syntax.Operator == BinaryOperator.Equal && isAny)
        {
            return context.Builder.In(operand, items);
        }

        if (syntax.Operator == BinaryOperator.NotEqual && !isAny)
        {
            return PlanBuilder.Not(context.Builder.In(operand, items));
        }

        IEnumerable<ScalarExpression> comparisons = items.Select(item => Operator(syntax.Operator, operand, item));
        return isAny ? PlanBuilder.Or(comparisons) : PlanBuilder.And(comparisons);
    }

    // x > ANY (list) is any_match(list, element -> x > element).
    private LambdaCall ForEachElement(QuantifiedExpression syntax)
    {
        ScalarExpression list = Bind(syntax.Collection);
        list = list.Type is NullType ? new Constant(null, SqlTypes.ListOf(SqlTypes.Int)) : list;
        if (!SqlTypes.IsList(list.Type))
        {
            throw context.Error(RerunErrorCode.TypeMismatch, syntax.Collection, $"ANY and ALL take a list or a sub-query, but {list} is {SqlTypes.NameOf(list.Type)}.");
        }

        context.Builder.Functions.TryGetLambda(syntax.Quantifier == Quantifier.Any ? "any_match" : "all_match", out Functions.LambdaFunction? function);
        var element = new SqlName(syntax.Collection.Span, "an element", Quoted: true);
        var comparison = new BinaryExpression(syntax.Span, syntax.Operator, syntax.Operand, new ColumnExpression(element.Span, [element]));
        return Each(function!, list, new LambdaExpression(syntax.Span, [element], comparison));
    }

    private ScalarExpression Subscript(SubscriptExpression syntax)
    {
        ScalarExpression operand = Bind(syntax.Operand);
        ScalarExpression index = Bind(syntax.Index);
        return operand.Type switch
        {
            StructType when index is Constant { Value: string field } => FieldOf(operand, field, syntax),
            StructType fields when index is Constant { Value: long place } => place >= 1 && place <= fields.Fields.Count
                ? FieldOf(operand, fields.Fields[(int)place - 1].Name, syntax)
                : throw context.Error(RerunErrorCode.UnknownColumn, syntax.Index, $"The struct has the fields 1 to {fields.Fields.Count}."),
            MapType => context.Builder.Call("map_extract_value", operand, index),
            StructType => throw context.Error(RerunErrorCode.TypeMismatch, syntax.Index, "A struct's field is named by text in quotes."),
            _ => context.Builder.Call("list_element", operand, index),
        };
    }

    private ScalarExpression Field(FieldExpression syntax)
    {
        ScalarExpression operand = Bind(syntax.Operand);
        return operand.Type is StructType
            ? FieldOf(operand, syntax.Field)
            : throw context.Error(
                RerunErrorCode.TypeMismatch,
                syntax.Field,
                $"{operand} is {SqlTypes.NameOf(operand.Type)} and has no fields.{(SqlTypes.IsList(operand.Type) ? " A list's first element is taken by [1]." : "")}");
    }

    private ScalarExpression FieldOf(ScalarExpression operand, SqlName name) => FieldOf(
        operand, NameMatching.Single(((StructType)operand.Type).Fields, field => field.Name, name, out _)?.Name ?? name.Text, name);

    private ScalarExpression FieldOf(ScalarExpression operand, string name, SqlNode place)
    {
        var type = (StructType)operand.Type;
        return type.Fields.Any(field => field.Name == name)
            ? context.Builder.Call("struct_extract", operand, new Constant(name, SqlTypes.Text))
            : throw context.Error(
                RerunErrorCode.UnknownColumn, place, $"There is no field {name}. There are: {string.Join(", ", type.Fields.Select(field => field.Name))}.");
    }

    private ScalarExpression Slice(SliceExpression syntax)
    {
        ScalarExpression operand = Bind(syntax.Operand);
        ScalarExpression low = syntax.Low is null ? new Constant(null, SqlTypes.BigInt) : Bind(syntax.Low);
        ScalarExpression high = syntax.High is null ? new Constant(null, SqlTypes.BigInt) : Bind(syntax.High);
        return syntax.Step is null
            ? context.Builder.Call("list_slice", operand, low, high)
            : context.Builder.Call("list_slice", operand, low, high, Bind(syntax.Step));
    }

    private ScalarExpression List(ListExpression syntax) => context.Builder.Call("list_value", [.. syntax.Items.Select(Bind)]);

    private ScalarExpression Map(MapExpression syntax) => context.Builder.Call(
        "map",
        context.Builder.Call("list_value", [.. syntax.Entries.Select(entry => Bind(entry.Key))]),
        context.Builder.Call("list_value", [.. syntax.Entries.Select(entry => Bind(entry.Value))]));

    // A row value without names has those that the catalog's own engine gives: c0, c1, ...
    private ScalarExpression Row(RowExpression syntax) => context.Builder.Call(
        "struct_pack", [.. syntax.Items.SelectMany((item, i) => new[] { new Constant($"c{i}", SqlTypes.Text), Bind(item) })]);

    /// <summary>The fields of a struct with their names.</summary>
    public IEnumerable<(string Name, ScalarExpression Value)> Fields(FieldsExpression syntax)
    {
        ScalarExpression operand = Bind(syntax.Operand);
        return operand.Type is StructType type
            ? type.Fields.Select(field => (field.Name, FieldOf(operand, field.Name, syntax)))
            : throw context.Error(RerunErrorCode.TypeMismatch, syntax, $"{operand} is {SqlTypes.NameOf(operand.Type)} and has no fields.");
    }

    // struct_pack(a := 1, b := 2)
    private ScalarExpression NamedFields(FunctionExpression syntax, string name)
    {
        var arguments = new List<ScalarExpression>();
        foreach (ArgumentSyntax argument in syntax.Arguments)
        {
            if (argument.Name is null)
            {
                throw context.Error(RerunErrorCode.Syntax, argument, $"{name} takes either names for all fields or for none.");
            }

            arguments.Add(new Constant(argument.Name.Text, SqlTypes.Text));
            arguments.Add(Bind(argument.Value));
        }

        return context.Builder.Call("struct_pack", [.. arguments]);
    }

    private ScalarExpression Struct(StructExpression syntax)
    {
        var arguments = new List<ScalarExpression>();
        foreach (StructFieldSyntax field in syntax.Fields)
        {
            arguments.Add(new Constant(field.Name.Text, SqlTypes.Text));
            arguments.Add(Bind(field.Value));
        }

        return context.Builder.Call("struct_pack", [.. arguments]);
    }
}
