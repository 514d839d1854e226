namespace CrmPlatform.Engagement.Domain.Funnel;

/// <summary>E8: the rate table as it is stored; the base currency is a setting of the service.</summary>
internal sealed record StoredRates(IReadOnlyList<ExchangeRate> Rates)
{
    public const string Name = "rates";

    public static StoredRates Default { get; } = new([]);
}

/// <summary>E8: the pipelines as they are stored.</summary>
internal sealed record StoredPipelines(IReadOnlyList<Pipeline> Pipelines)
{
    public const string Name = "pipelines";

    public static StoredPipelines Default { get; } = new(Pipeline.Defaults);

    public Pipeline? Find(string key) => Pipelines.FirstOrDefault(pipeline => pipeline.Key == key);
}
