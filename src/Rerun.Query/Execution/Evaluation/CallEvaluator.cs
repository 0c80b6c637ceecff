using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Scalar;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>A call of a scalar function. Takes from kernels what all would have to do: constant nulls, constant arguments, dictionaries.</summary>
internal sealed class CallEvaluator : Evaluator
{
    private readonly ScalarBinding _binding;
    private readonly Evaluator[] _arguments;
    private readonly bool _strict;

    /// <summary>Creates the call.</summary>
    /// <param name="binding">The function.</param>
    /// <param name="arguments">The arguments, of the binding's parameter types.</param>
    public CallEvaluator(ScalarBinding binding, params Evaluator[] arguments)
        : base(binding.ReturnType, binding.CanFail || Array.Exists(arguments, static argument => argument.CanFail))
    {
        _binding = binding;
        _arguments = arguments;
        _strict = binding.Function.Nulls == NullBehavior.Propagate;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override ColumnVector Evaluate(VectorBatch batch, EvaluationContext context)
    {
        if (_arguments.Length == 0)
        {
            return Invoke([], batch.Length, context);
        }

        var arguments = new ColumnVector[_arguments.Length];
        var constants = 0;
        var compressed = -1;
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i] = _arguments[i].Evaluate(batch, context);
            if (argument.IsConstant)
            {
                if (_strict && argument.IsConstantNull)
                {
                    return Constants.Null(Type, batch.Length);
                }

                constants++;
            }
            else if (argument.IsCompressed)
            {
                compressed = i;
            }
        }

        if (constants == arguments.Length && _binding.Function.Volatility != Volatility.Volatile && batch.Length > 0)
        {
            return ColumnVector.Constant(RunOn(arguments, 1, context).ToArray(), batch.Length);
        }

        // A value of the dictionary that no row uses must not raise an error.
        if (compressed >= 0 && constants == arguments.Length - 1 && !_binding.CanFail)
        {
            var dictionary = arguments[compressed];
            arguments[compressed] = ColumnVector.Flat(dictionary.Values);
            return dictionary.WithValues(RunOn(arguments, dictionary.Values.Length, context).ToArray());
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = arguments[i].Unfold();
        }

        return Invoke(arguments, batch.Length, context);
    }

    private ColumnVector RunOn(ColumnVector[] arguments, int length, EvaluationContext context)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].IsConstant && arguments[i].Length != length)
            {
                arguments[i] = ColumnVector.Constant(arguments[i].Values, length);
            }
        }

        return Invoke(arguments, length, context);
    }

    // The one place at which kernels are run: what may end one of them otherwise than by its own error is told here.
    private ColumnVector Invoke(ColumnVector[] arguments, int length, EvaluationContext context)
    {
        try
        {
            return _binding.Kernel(arguments, length, context);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw RegexFunctions.TooSlow(error);
        }
    }
}
