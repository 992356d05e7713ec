import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouteComponent,
} from '@tanstack/react-router'
import { lazy } from 'react'
import { registers } from '#core/reporting/registers.ts'
import { PersonMenu } from './access/person-menu.tsx'
import { SignedIn } from './access/signed-in.tsx'
import { StandingIn } from './access/standing-in.tsx'
import { declareProcedures } from './procedure/declared.ts'
import { procedurePages } from './reporting/procedure-pages.ts'
import { declareRegisters } from './register/declared.ts'
import { SearchBox } from './registry/search-box.tsx'
import { Waiting } from './reporting/waiting.tsx'
import { parseSearch, printSearch } from './shell/address.ts'
import { Frame } from './shell/layout.tsx'
import { PageBroken, PageMissing } from './shell/fallback.tsx'
import { keepScroll } from './shell/scroll.ts'
import { type Pickers, PickersProvider } from './ui/pickers.tsx'

declareRegisters(registers)
declareProcedures(procedurePages)

/** Pickers come with the first page that has one. */
const pickers: Pickers = {
  Area: lazy(async () => ({ default: (await import('./regions/area-picker.tsx')).AreaTreePicker })),
  Body: lazy(async () => ({ default: (await import('./registry/body-picker.tsx')).BodySearchPicker })),
}

function Framed() {
  return (
    <SignedIn>
      <PickersProvider value={pickers}>
        <Frame
          search={<SearchBox />}
          waiting={<Waiting />}
          person={<PersonMenu />}
          standing={<StandingIn />}
        />
      </PickersProvider>
    </SignedIn>
  )
}

const root = createRootRoute({ component: Outlet, notFoundComponent: PageMissing })

/** Pages in front of the sign-in have no menu; all others stand in the frame. */
const framed = createRoute({ getParentRoute: () => root, id: 'framed', component: Framed })

const open = (path: string, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component })
const page = (path: string, component: RouteComponent) =>
  createRoute({ getParentRoute: () => framed, path, component })

const reporting = {
  inbox: lazyRouteComponent(() => import('./reporting/inbox-page.tsx'), 'InboxPage'),
  overview: lazyRouteComponent(() => import('./reporting/overview-page.tsx'), 'OverviewPage'),
  policy: lazyRouteComponent(() => import('./reporting/policy-page.tsx'), 'PolicyPage'),
  handovers: lazyRouteComponent(() => import('./reporting/handover-page.tsx'), 'HandoverPage'),
  yearly: lazyRouteComponent(() => import('./reporting/yearly-page.tsx'), 'YearlyPage'),
}
const register = {
  list: lazyRouteComponent(() => import('./register/list-page.tsx'), 'RegisterListPage'),
  new: lazyRouteComponent(() => import('./register/form-page.tsx'), 'RecordNewPage'),
  record: lazyRouteComponent(() => import('./reporting/record-page.tsx'), 'RecordPage'),
  imports: lazyRouteComponent(() => import('./register/imports-page.tsx'), 'ImportsPage'),
  import: lazyRouteComponent(() => import('./register/import-page.tsx'), 'ImportPage'),
}
const registry = {
  dossier: lazyRouteComponent(() => import('./registry/dossier-page.tsx'), 'DossierPage'),
  merges: lazyRouteComponent(() => import('./registry/merges-page.tsx'), 'MergesPage'),
  newMerge: lazyRouteComponent(() => import('./registry/merge-new-page.tsx'), 'MergeNewPage'),
  handouts: lazyRouteComponent(() => import('./registry/handouts-page.tsx'), 'HandoutsPage'),
  newHandout: lazyRouteComponent(() => import('./registry/handout-new-page.tsx'), 'HandoutNewPage'),
  handout: lazyRouteComponent(() => import('./registry/handout-page.tsx'), 'HandoutPage'),
  return: lazyRouteComponent(() => import('./registry/return-page.tsx'), 'ReturnPage'),
}
const supervision = {
  check: lazyRouteComponent(() => import('./supervision/check-page.tsx'), 'CheckPage'),
  facts: lazyRouteComponent(() => import('./supervision/facts-page.tsx'), 'FactsPage'),
  findings: lazyRouteComponent(() => import('./supervision/findings-page.tsx'), 'FindingsPage'),
  unknown: lazyRouteComponent(() => import('./supervision/unknown-page.tsx'), 'UnknownPage'),
  cases: lazyRouteComponent(() => import('./supervision/cases-page.tsx'), 'CasesPage'),
  case: lazyRouteComponent(() => import('./supervision/case-page.tsx'), 'CasePage'),
  clashes: lazyRouteComponent(() => import('./supervision/clashes-page.tsx'), 'ClashesPage'),
  grants: lazyRouteComponent(() => import('./supervision/grants-page.tsx'), 'GrantsPage'),
  grant: lazyRouteComponent(() => import('./supervision/grant-page.tsx'), 'GrantPage'),
  grantPrint: lazyRouteComponent(() => import('./supervision/grant-print-page.tsx'), 'GrantPrintPage'),
  policies: lazyRouteComponent(() => import('./supervision/policies-page.tsx'), 'PoliciesPage'),
  policyText: lazyRouteComponent(() => import('./supervision/policy-text-page.tsx'), 'PolicyTextPage'),
}
const targets = {
  targets: lazyRouteComponent(() => import('./targets/targets-page.tsx'), 'TargetsPage'),
  divide: lazyRouteComponent(() => import('./targets/divide-page.tsx'), 'DividePage'),
  newTasks: lazyRouteComponent(() => import('./targets/task-new-page.tsx'), 'TaskNewPage'),
  newMeeting: lazyRouteComponent(() => import('./targets/meeting-new-page.tsx'), 'MeetingNewPage'),
}
const procedure = {
  list: lazyRouteComponent(() => import('./procedure/items-page.tsx'), 'ItemsPage'),
  item: lazyRouteComponent(() => import('./procedure/item-page.tsx'), 'ItemPage'),
  units: lazyRouteComponent(() => import('./procedure/units-page.tsx'), 'UnitsPage'),
}
const ratings = {
  newRound: lazyRouteComponent(() => import('./ratings/round-new-page.tsx'), 'RoundNewPage'),
  schemes: lazyRouteComponent(() => import('./ratings/schemes-page.tsx'), 'SchemesPage'),
  directory: lazyRouteComponent(() => import('./ratings/directory-page.tsx'), 'DirectoryPage'),
}
const regions = {
  questions: lazyRouteComponent(() => import('./regions/questions-page.tsx'), 'AreaQuestionsPage'),
  areas: lazyRouteComponent(() => import('./regions/areas-page.tsx'), 'AreasPage'),
  calendar: lazyRouteComponent(() => import('./regions/calendar-page.tsx'), 'CalendarPage'),
}
const accounting = {
  books: lazyRouteComponent(() => import('./accounting/books-page.tsx'), 'BooksPage'),
  book: lazyRouteComponent(() => import('./accounting/book-page.tsx'), 'BookPage'),
  voucher: lazyRouteComponent(() => import('./accounting/voucher-page.tsx'), 'VoucherPage'),
  monthEnd: lazyRouteComponent(() => import('./accounting/month-end-page.tsx'), 'MonthEndPage'),
}
const disclosures = {
  board: lazyRouteComponent(() => import('./disclosure/board-page.tsx'), 'BoardPage'),
  print: lazyRouteComponent(() => import('./disclosure/print-page.tsx'), 'DisclosurePrintPage'),
}
const reviews = {
  newProject: lazyRouteComponent(() => import('./reviews/project-new-page.tsx'), 'ProjectNewPage'),
  unallowed: lazyRouteComponent(() => import('./reviews/unallowed-page.tsx'), 'UnallowedPage'),
}
const governance = {
  newMeeting: lazyRouteComponent(() => import('./governance/meeting-new-page.tsx'), 'GeneralMeetingNewPage'),
  print: lazyRouteComponent(() => import('./governance/meeting-print-page.tsx'), 'MeetingPrintPage'),
  charters: lazyRouteComponent(() => import('./governance/charters-page.tsx'), 'ChartersPage'),
}
const audits = {
  plan: lazyRouteComponent(() => import('./audits/plan-page.tsx'), 'AuditPlanPage'),
  newDraw: lazyRouteComponent(() => import('./audits/draw-new-page.tsx'), 'DrawNewPage'),
  printDraw: lazyRouteComponent(() => import('./audits/draw-print-page.tsx'), 'DrawPrintPage'),
  printNotice: lazyRouteComponent(() => import('./audits/notice-print-page.tsx'), 'NoticePrintPage'),
}
const membership = {
  list: lazyRouteComponent(() => import('./membership/shares-page.tsx'), 'SharesPage'),
  ledger: lazyRouteComponent(() => import('./membership/ledger-page.tsx'), 'LedgerPage'),
  coverage: lazyRouteComponent(() => import('./membership/coverage-page.tsx'), 'CoveragePage'),
  covered: lazyRouteComponent(() => import('./membership/covered-page.tsx'), 'CoveredPage'),
  trades: lazyRouteComponent(() => import('./membership/trades-page.tsx'), 'TradesPage'),
  joiningDoor: lazyRouteComponent(() => import('./membership/joining-door-page.tsx'), 'JoiningDoorPage'),
  enterJoining: lazyRouteComponent(() => import('./membership/enter-page.tsx'), 'EnterPage'),
  newCase: lazyRouteComponent(() => import('./membership/case-new-page.tsx'), 'CaseNewPage'),
  life: lazyRouteComponent(() => import('./membership/member-life-page.tsx'), 'MemberLifePage'),
  households: lazyRouteComponent(() => import('./membership/households-list-page.tsx'), 'HouseholdsListPage'),
  householdCodes: lazyRouteComponent(() => import('./membership/households-page.tsx'), 'HouseholdsPage'),
  tradeBook: lazyRouteComponent(() => import('./membership/trade-book-page.tsx'), 'TradeBookPage'),
}
const surplus = {
  list: lazyRouteComponent(() => import('./surplus/divisions-page.tsx'), 'DivisionsPage'),
  year: lazyRouteComponent(() => import('./surplus/division-page.tsx'), 'DivisionPage'),
  plan: lazyRouteComponent(() => import('./surplus/plan-page.tsx'), 'PlanPage'),
  slips: lazyRouteComponent(() => import('./surplus/slips-page.tsx'), 'SlipsPage'),
  cash: lazyRouteComponent(() => import('./surplus/cash-page.tsx'), 'CashPage'),
  accounts: lazyRouteComponent(() => import('./surplus/accounts-page.tsx'), 'AccountsPage'),
}
const disclosure = {
  entries: lazyRouteComponent(() => import('./disclosure/entries-page.tsx'), 'EntriesPage'),
  actFor: lazyRouteComponent(() => import('./disclosure/act-for-page.tsx'), 'ActForPage'),
}
const access = {
  signIn: lazyRouteComponent(() => import('./access/sign-in-page.tsx'), 'SignInPage'),
  password: lazyRouteComponent(() => import('./access/password-page.tsx'), 'PasswordPage'),
  secondFactor: lazyRouteComponent(() => import('./access/second-factor-page.tsx'), 'SecondFactorPage'),
  users: lazyRouteComponent(() => import('./access/users-page.tsx'), 'UsersPage'),
  signIns: lazyRouteComponent(() => import('./access/sign-ins-page.tsx'), 'SignInsPage'),
  refused: lazyRouteComponent(() => import('./access/refused-acts-page.tsx'), 'RefusedActsPage'),
  ownSessions: lazyRouteComponent(() => import('./access/own-sessions-page.tsx'), 'OwnSessionsPage'),
  tokens: lazyRouteComponent(() => import('./access/tokens-page.tsx'), 'TokensPage'),
  security: lazyRouteComponent(() => import('./access/security-page.tsx'), 'SecurityPage'),
  substitutions: lazyRouteComponent(() => import('./access/substitutions-page.tsx'), 'SubstitutionsPage'),
  audit: lazyRouteComponent(() => import('./access/audit-page.tsx'), 'AuditPage'),
  status: lazyRouteComponent(() => import('./access/status-page.tsx'), 'StatusPage'),
  chain: lazyRouteComponent(() => import('./access/audit-chain-page.tsx'), 'AuditChainPage'),
}

const routes = root.addChildren([
  open('/sign-in', access.signIn),
  open('/directory', ratings.directory),
  framed.addChildren([
    page('/', reporting.inbox),
    page('/overview', reporting.overview),
    page('/handovers', reporting.handovers),
    page('/reports/$report', reporting.yearly),
    page('/registers/$register', register.list),
    page('/registers/$register/new', register.new),
    page('/registers/$register/$id', register.record),
    page('/imports', register.imports),
    page('/imports/$id', register.import),
    page('/bodies/$id', registry.dossier),
    page('/bodies/$id/facts', supervision.facts),
    page('/merges', registry.merges),
    page('/merges/new', registry.newMerge),
    page('/handouts', registry.handouts),
    page('/handouts/new', registry.newHandout),
    page('/handouts/$id', registry.handout),
    page('/handouts/returns/$id', registry.return),
    page('/books', accounting.books),
    page('/books/$id', accounting.book),
    page('/vouchers/$id', accounting.voucher),
    page('/month-end', accounting.monthEnd),
    page('/areas/questions', regions.questions),
    page('/check', supervision.check),
    page('/findings', supervision.findings),
    page('/unknown', supervision.unknown),
    page('/cases', supervision.cases),
    page('/cases/$id', supervision.case),
    page('/targets', targets.targets),
    page('/procedures/$procedure', procedure.list),
    page('/procedures/$procedure/$id', procedure.item),
    page('/units', procedure.units),
    page('/areas', regions.areas),
    page('/ratings/new', ratings.newRound),
    page('/ratings/schemes', ratings.schemes),
    page('/clashes', supervision.clashes),
    page('/grants', supervision.grants),
    page('/grants/$id', supervision.grant),
    page('/grants/$id/print', supervision.grantPrint),
    page('/targets/divide', targets.divide),
    page('/tasks/new', targets.newTasks),
    page('/meetings/new', targets.newMeeting),
    page('/policies', supervision.policies),
    page('/policies/$id', reporting.policy),
    page('/policies/$id/text', supervision.policyText),
    page('/shares', membership.list),
    page('/shares/$id', membership.ledger),
    page('/coverage', membership.coverage),
    page('/coverage/$id', membership.covered),
    page('/member-cases/new', membership.newCase),
    page('/member-joinings/$id/enter', membership.enterJoining),
    page('/joining-doors/$id', membership.joiningDoor),
    page('/village-projects/new', reviews.newProject),
    page('/village-debts/unallowed', reviews.unallowed),
    page('/general-meetings/new', governance.newMeeting),
    page('/charters', governance.charters),
    page('/general-meetings/$id/print/$paper', governance.print),
    page('/members/$id/life', membership.life),
    page('/disclosures', disclosures.board),
    page('/disclosures/$id/print', disclosures.print),
    page('/audits', audits.plan),
    page('/audits/draws/new', audits.newDraw),
    page('/audits/draws/$id/print', audits.printDraw),
    page('/audits/notices/$id/print', audits.printNotice),
    page('/households', membership.households),
    page('/households/$id', membership.householdCodes),
    page('/household-entries', disclosure.entries),
    page('/household-entries/new', disclosure.actFor),
    page('/trades', membership.trades),
    page('/trades/$id', membership.tradeBook),
    page('/surplus', surplus.list),
    page('/surplus/$id', surplus.year),
    page('/surplus/plans/$id', surplus.plan),
    page('/surplus/plans/$id/slips', surplus.slips),
    page('/surplus/plans/$id/cash', surplus.cash),
    page('/member-accounts/$id', surplus.accounts),
    page('/substitutions', access.substitutions),
    page('/admin/users', access.users),
    page('/admin/tokens', access.tokens),
    page('/admin/sign-ins', access.signIns),
    page('/admin/refused', access.refused),
    page('/my-sign-ins', access.ownSessions),
    page('/second-factor', access.secondFactor),
    page('/admin/security', access.security),
    page('/admin/audit', access.audit),
    page('/admin/audit/chain', access.chain),
    page('/admin/status', access.status),
    page('/admin/calendar', regions.calendar),
    page('/password', access.password),
  ]),
])

/** The address bar of the product. Queries are plain texts, so that an area code stays one. */
export const router = createRouter({
  routeTree: routes,
  parseSearch,
  stringifySearch: printSearch,
  defaultErrorComponent: PageBroken,
  defaultPreload: false,
  // Done by keepScroll.
  scrollRestoration: () => false,
})
keepScroll(router)
