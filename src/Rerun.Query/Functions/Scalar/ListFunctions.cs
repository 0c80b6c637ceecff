using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Lists and structs.</summary>
internal static class ListFunctions
{
    /// <summary>The functions of the family.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Scalar(
            FunctionFamily.List, "list_element|list_extract|array_element|array_extract", "(list, n)",
            "The n-th element, from 1; negative counts from the end; NULL outside. Also written list[n].", ["[10, 20, 30][2] → 20", "[10, 20, 30][-1] → 30"],
            ScalarOverload.Generic("(list, BIGINT)", arguments => arguments.Count == 2 && SqlTypes.IsList(arguments[0].Type) && ImplicitCasts.Cost(arguments[1], SqlTypes.BigInt) >= 0
                ? new ScalarMatch(0, [arguments[0].Type, SqlTypes.BigInt], SqlTypes.ElementOf(arguments[0].Type), (vectors, length, _) => ListKernels.Element(vectors[0], vectors[1], length))
                : null)),
        Declare.Scalar(
            FunctionFamily.List, "struct_extract", "(struct, 'field')", "A field of a struct. Also written (struct).field.", ["struct_extract({'a': 1}, 'a') → 1"],
            ScalarOverload.Generic("(struct, field name)", StructField)),
    ];

    private static ScalarMatch? StructField(IReadOnlyList<FunctionArgument> arguments)
    {
        if (arguments.Count != 2 || arguments[0].Type is not StructType type || arguments[1].Constant is not { IsConstantNull: false } name || !SqlTypes.IsText(name.Type))
        {
            return null;
        }

        var field = type.GetFieldIndex(Constants.TextOf(name), StringComparer.Ordinal);
        field = field >= 0 ? field : type.GetFieldIndex(Constants.TextOf(name), StringComparer.OrdinalIgnoreCase);
        return field < 0 ? null : new ScalarMatch(
            0, [type, SqlTypes.Text], type.Fields[field].DataType, (vectors, length, _) => ListKernels.Field(vectors[0], field, length));
    }
}
