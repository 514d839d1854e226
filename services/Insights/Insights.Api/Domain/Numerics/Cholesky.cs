namespace CrmPlatform.Insights.Domain.Numerics;

/// <summary>Cholesky factor of a small symmetric matrix; says false, without an exception, where it is not positive definite.</summary>
internal static class Cholesky
{
    public static bool TryFactor(double[,] matrix, out double[,] lower)
    {
        var n = matrix.GetLength(0);
        lower = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++)
                    sum -= lower[i, k] * lower[j, k];
                if (i == j)
                {
                    // Relative, so that a matrix that is singular to working precision is refused too.
                    if (!(sum > 1e-13 * Math.Abs(matrix[i, i])))
                        return false;
                    lower[i, i] = Math.Sqrt(sum);
                }
                else
                    lower[i, j] = sum / lower[j, j];
            }
        }
        return true;
    }

    public static double[] Solve(double[,] lower, ReadOnlySpan<double> right)
    {
        var n = lower.GetLength(0);
        var x = right.ToArray();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
                x[i] -= lower[i, k] * x[k];
            x[i] /= lower[i, i];
        }
        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
                x[i] -= lower[k, i] * x[k];
            x[i] /= lower[i, i];
        }
        return x;
    }
}
