using MathNet.Numerics;

namespace CrmPlatform.Insights.Domain.Numerics;

/// <summary>ln[Γ(z+x)/Γ(z)] and its derivative ψ(z+x) − ψ(z) for whole x that only rises.</summary>
internal struct RisingFactorial(double z)
{
    private const int LongStep = 24;

    private int reached;

    public double Log { get; private set; }

    public double Derivative { get; private set; }

    public void RiseTo(int x)
    {
        if (x - reached > LongStep)
        {
            Log = SpecialFunctions.GammaLn(z + x) - SpecialFunctions.GammaLn(z);
            Derivative = SpecialFunctions.DiGamma(z + x) - SpecialFunctions.DiGamma(z);
            reached = x;
            return;
        }
        var product = 1.0;
        for (; reached < x; reached++)
        {
            product *= z + reached;
            Derivative += 1 / (z + reached);
            if (product > 1e200)
            {
                Log += Math.Log(product);
                product = 1;
            }
        }
        Log += Math.Log(product);
    }
}
