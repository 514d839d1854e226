using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Pool;

/// <summary>C6, E6: the pool waits for the cadence by which a customer is followed up; until Engagement has said one, for that of its class.</summary>
internal sealed class TakeCadences(CustomersDb db) : IHandle<CadencesChanged>
{
    public async Task HandleAsync(Received<CadencesChanged> received, CancellationToken cancellationToken)
    {
        var told = received.Event;
        var known = await db.Cadences.ToDictionaryAsync(cadence => (cadence.Class, cadence.Stage, cadence.Phase), cancellationToken);
        if (known.Values.Any(cadence => cadence.SourceVersion >= told.Version)) return;
        foreach (var one in told.Cadences)
        {
            // A word of a later version that is not known here is nobody's here.
            if (!EnumCode.TryParse<AbcClass>(one.Class, out var abc) || !EnumCode.TryParse<RelationshipStage>(one.Stage, out var stage) || !EnumCode.TryParse<SalesPhase>(one.Phase, out var phase)) continue;
            if (!known.TryGetValue((abc, stage, phase), out var cadence)) db.Cadences.Add(cadence = KnownCadence.Of(abc, stage, phase));
            cadence.Take(one.Days, told.Version);
        }
    }
}
