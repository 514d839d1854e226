namespace CrmPlatform.Gateway;

/// <summary>
/// A stream goes on for hours: the gateway that ends does not wait for it. It gives the service behind a moment to say goodbye itself, and then
/// breaks off; clients of streams come again by themselves.
/// </summary>
internal static class Farewell
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public static void UseFarewell(this IReverseProxyApplicationBuilder proxy)
    {
        var ending = proxy.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        proxy.Use(async (context, next) =>
        {
            if (context.GetReverseProxyFeature().Cluster.Config.ClusterId != Routes.StreamCluster)
            {
                await next();
                return;
            }
            using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            await using var ended = ending.Register(() => over.CancelAfter(Moment));
            context.RequestAborted = over.Token;
            await next();
        });
    }
}
