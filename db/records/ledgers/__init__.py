"""The ledgers (台账) of the 343 model: one module a type, listed here in the order of the model."""

from db.records.ledgers.approval import APPROVAL
from db.records.ledgers.community_item import COMMUNITY_ITEM
from db.records.ledgers.community_service import COMMUNITY_SERVICE
from db.records.ledgers.duty_turn import DUTY_TURN
from db.records.ledgers.equipment import EQUIPMENT
from db.records.ledgers.field_study import FIELD_STUDY
from db.records.ledgers.hall_lecture import HALL_LECTURE
from db.records.ledgers.helped_household import HELPED_HOUSEHOLD
from db.records.ledgers.honour import HONOUR
from db.records.ledgers.household_income import HOUSEHOLD_INCOME
from db.records.ledgers.household_visit import HOUSEHOLD_VISIT
from db.records.ledgers.member_checkin import MEMBER_CHECKIN
from db.records.ledgers.micro_lecture import MICRO_LECTURE
from db.records.ledgers.model_post import MODEL_POST
from db.records.ledgers.pledge import PLEDGE
from db.records.ledgers.regulation import REGULATION
from db.records.ledgers.risk_point import RISK_POINT
from db.records.ledgers.room import ROOM
from db.records.ledgers.room_check import ROOM_CHECK
from db.records.ledgers.room_use import ROOM_USE
from db.records.ledgers.service_activity import SERVICE_ACTIVITY
from db.records.ledgers.service_project import SERVICE_PROJECT
from db.records.ledgers.study_material import STUDY_MATERIAL
from db.records.ledgers.subscription import SUBSCRIPTION
from db.records.ledgers.supervision import SUPERVISION
from db.records.ledgers.supervision_team import SUPERVISION_TEAM
from db.records.ledgers.unit_checkin import UNIT_CHECKIN
from db.records.ledgers.village_log import VILLAGE_LOG
from db.records.ledgers.village_post import VILLAGE_POST
from db.records.ledgers.village_project import VILLAGE_PROJECT
from db.records.ledgers.village_result import VILLAGE_RESULT
from db.records.ledgers.wall_item import WALL_ITEM
from db.records.ledgers.work_method import WORK_METHOD
from db.spec import RecordSpec

LEDGERS: tuple[RecordSpec, ...] = (
    ROOM,
    EQUIPMENT,
    WALL_ITEM,
    SUBSCRIPTION,
    ROOM_USE,
    ROOM_CHECK,
    HALL_LECTURE,
    MICRO_LECTURE,
    STUDY_MATERIAL,
    FIELD_STUDY,
    HONOUR,
    WORK_METHOD,
    PLEDGE,
    MODEL_POST,
    SUPERVISION_TEAM,
    SUPERVISION,
    REGULATION,
    APPROVAL,
    RISK_POINT,
    SERVICE_PROJECT,
    SERVICE_ACTIVITY,
    UNIT_CHECKIN,
    COMMUNITY_ITEM,
    MEMBER_CHECKIN,
    DUTY_TURN,
    COMMUNITY_SERVICE,
    VILLAGE_POST,
    VILLAGE_LOG,
    VILLAGE_PROJECT,
    VILLAGE_RESULT,
    HELPED_HOUSEHOLD,
    HOUSEHOLD_VISIT,
    HOUSEHOLD_INCOME,
)
