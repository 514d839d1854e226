using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Features.Stages;

/// <summary>C9: what happened in Engagement opens gates here.</summary>
internal sealed class TakeStageEvidence(CustomersDb db) : IHandle<StageEvidenceGathered>
{
    public async Task HandleAsync(Received<StageEvidenceGathered> received, CancellationToken cancellationToken)
    {
        var gathered = received.Event;
        if (await db.SurvivorOfAsync(gathered.CustomerId, cancellationToken) is not { } customer) return;
        db.StageEvidence.Add(StageEvidence.FromEvent(customer.Id, EnumCode.Parse<EvidenceKind>(gathered.Kind), gathered.SourceId, gathered.By, gathered.At));
    }
}

/// <summary>C9: a signed contract opens the last gate.</summary>
internal sealed class TakeContractAsEvidence(CustomersDb db) : IHandle<ContractSigned>
{
    public async Task HandleAsync(Received<ContractSigned> received, CancellationToken cancellationToken)
    {
        var signed = received.Event;
        if (await db.SurvivorOfAsync(signed.CustomerId, cancellationToken) is not { } customer) return;
        db.StageEvidence.Add(StageEvidence.FromEvent(customer.Id, EvidenceKind.ContractSigned, signed.ContractId, signed.OwnerId, signed.SignedAt));
    }
}
