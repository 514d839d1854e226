using CrmPlatform.Customers.Data.Care;
using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Data.Imports;
using CrmPlatform.Customers.Data.Loyalty;
using CrmPlatform.Customers.Data.Merging;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.Customers.Data.Profiles;
using CrmPlatform.Customers.Data.Relationships;
using CrmPlatform.Customers.Data.Search;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Features.AccountPlans;
using CrmPlatform.Customers.Features.Contacts;
using CrmPlatform.Customers.Features.Customers;
using CrmPlatform.Customers.Features.DecisionChains;
using CrmPlatform.Customers.Features.Duplicates;
using CrmPlatform.Customers.Features.Exports;
using CrmPlatform.Customers.Features.Handovers;
using CrmPlatform.Customers.Features.Imports;
using CrmPlatform.Customers.Features.Leads;
using CrmPlatform.Customers.Features.Loyalty;
using CrmPlatform.Customers.Features.Pool;
using CrmPlatform.Customers.Features.Privacy;
using CrmPlatform.Customers.Features.Profiles;
using CrmPlatform.Customers.Features.Purchases;
using CrmPlatform.Customers.Features.Relationships;
using CrmPlatform.Customers.Features.Stages;
using CrmPlatform.Customers.Features.Standing;
using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.ServiceDefaults.Imports;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Privacy;

namespace CrmPlatform.Customers.Features;

/// <summary>What the features keep in the container, one line each.</summary>
internal static class FeatureServices
{
    public static void AddFeatures(this IServiceCollection services)
    {
        services.AddTransient<CustomerSearch>();
        services.AddLoop<OldNames>();
        services.AddScoped<DuplicateFinder>();
        services.AddLoop<MergeSweeper>();
        services.AddSingleton<StandingSignal>();
        services.AddScoped<Reassessor>();
        services.AddLoop<StandingLoop>();
        services.AddScoped<ActivityIntake>();
        services.AddScoped<SetAxis>();
        services.AddSingleton<SensitiveSeal>();
        services.AddScoped<ProfileKeeper>();
        services.AddScoped<WriteProfile>();
        services.AddScoped<RelationshipAccounts>();
        services.AddScoped<DescribeRelationship>();
        services.AddScoped<ChainDesk>();
        services.AddScoped<WritePlan>();
        services.AddSingleton<LeadForm>();
        services.AddScoped<EnterLead>();
        services.AddScoped<CloseLead>();
        services.AddScoped<PoolFallback>();
        services.AddLoop<PoolLoop>();
        services.AddPoolFigures();
        services.AddJob<HandoverWork>(HandOver.JobKind);
        services.AddSingleton<CustomerForm>();
        services.AddScoped<ChangeCustomer>();
        services.AddSingleton<ContactForm>();
        services.AddScoped<MoveStage>();
        services.AddScoped<Ledger>();
        services.AddScoped<PointsBook>();
        services.AddScoped<PointsBooking>();
        services.AddLoop<PointsExpiry>();
        services.AddSingleton<Today>();
        services.AddScoped<BirthdayCare>();
        services.AddLoop<CarePass>();
        services.AddSingleton<FieldRegister>();
        services.AddHostedService(provider => provider.GetRequiredService<FieldRegister>());
        services.AddScoped<CustomerEraser>();
        services.AddScoped<ContactEraser>();
        services.AddPrivacySource<HeldOnCustomer>();
        services.AddJob<AccessExport.Work>(AccessExport.JobKind);
        services.AddSingleton<IImportKind, CustomerImport>();
        services.AddSingleton<IImportKind, PurchaseImport>();
        services.AddScoped<WithdrawLines>();
        services.AddScoped<RemoveProducts>();
        services.AddScoped<RestoreFiles>();
        services.AddScoped<RemoveFiles>();
        services.AddJob<ImportUndoWork>(UndoImport.JobKind);
        services.AddLoop<ForgetImports>();
        services.AddJob<ExportWork>(ExportCustomers.JobKind);
        services.AddLoop<ExpireExports>();
        services.AddJob<ScanForDuplicates.Work>(ScanForDuplicates.JobKind);
        services.AddJob<BulkPurchases.Work>(BulkPurchases.JobKind);
    }
}
