using System.Text.Json;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Insights.Data.Folding;

/// <summary>Hands events of one kind to their fold, for a rebuild.</summary>
internal delegate Task FoldPage(IServiceProvider scope, IReadOnlyList<FeedItem> events, CancellationToken cancellationToken);

/// <summary>Which events are taken from whom: said once, for live traffic and for rebuilds.</summary>
internal sealed class FoldTable
{
    private readonly Dictionary<string, FoldPage> byType = [];

    public FoldTable(MessagingBuilder messaging)
    {
        var customers = messaging.From("customers");
        Take<CustomerChanged, TakeCustomers>(customers);
        Take<CustomerErased, TakeErasures>(customers);
        Take<CustomerTransferred, TakeHandovers>(customers);
        Take<CustomersMerged, TakeMerges>(customers);
        Take<CustomerMergeUndone, TakeUndoneMerges>(customers);
        Take<PurchaseRecorded, TakePurchases>(customers);
        Take<PurchaseWithdrawn, TakeWithdrawals>(customers);
        Take<LeadChanged, TakeLeads>(customers);
        Take<StaffChanged, TakeStaff>(customers);
        Take<ProductChanged, TakeProducts>(customers);

        var engagement = messaging.From("engagement");
        Take<VisitChanged, TakeVisits>(engagement);
        Take<CallLogged, TakeCalls>(engagement);
        Take<ActivityRecorded, TakeOtherActivities>(engagement);
        Take<OpportunityChanged, TakeOpportunities>(engagement);
        Take<ContractSigned, TakeContracts>(engagement);
        Take<TaskChanged, TakeTasks>(engagement);
        Take<CampaignChanged, TakeCampaigns>(engagement);
        Take<CampaignResponded, TakeResponses>(engagement);
        Take<InterventionEnded, TakeInterventions>(engagement);

        var service = messaging.From("service");
        Take<ComplaintChanged, TakeComplaints>(service);
        Take<ComplaintMerged, TakeMergedComplaints>(service);
        Take<GrumbleRecorded, TakeGrumbles>(service);
        Take<RemedyBooked, TakeRemedies>(service);
        Take<SurveyAnswered, TakeAnswers>(service);
    }

    /// <summary>Null for a kind of event that is not taken.</summary>
    public FoldPage? Of(string type) => byType.GetValueOrDefault(type);

    private void Take<TEvent, TFold>(MessagingBuilder.SourceBuilder source) where TEvent : class where TFold : Fold<TEvent>
    {
        source.HandleBatch<TEvent, TFold>();
        byType.Add(WireName.Of(typeof(TEvent)), (scope, events, cancellationToken) => scope.GetRequiredService<TFold>().ApplyAsync(
            [.. events.Select(item => new Received<TEvent>(
                JsonSerializer.Deserialize<TEvent>(item.Payload, Json.Tolerant) ?? throw new JsonException($"The payload of {item.Type} is null."), item.Id, item.At))],
            cancellationToken));
    }
}
